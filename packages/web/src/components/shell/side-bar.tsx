import { Menu, UnstyledButton } from '@mantine/core'
import {
  IconBinaryTree2,
  IconChevronDown,
  IconInbox,
  IconLogout,
  IconMailbox,
  IconPlayerPlay,
  IconSearch,
  IconSettings,
  IconShieldCheck,
  type TablerIcon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import markUrl from '../../theme/mark.svg'
import styles from './side-bar.module.css'

interface SideBarProps {
  readonly tenant: string
  readonly tenants: readonly string[]
  readonly personName: string
  /** Requests that wait for the reader; null while unknown. */
  readonly openCount: number | null
  /** Places that not everybody has. */
  readonly shows: { readonly audit: boolean; readonly settings: boolean; readonly catcher: boolean }
  readonly onTenant: (tenant: string) => void
  readonly onSearch: () => void
  readonly onSignOut: () => void
  /** Called when a page was chosen: a drawer closes then. */
  readonly onChosen: () => void
}

/** The places of the workbench, as words. */
export function SideBar(props: SideBarProps) {
  const { tenant, openCount, onChosen } = props
  return (
    <div className={styles.side}>
      <div className={styles.brand}>
        <img src={markUrl} alt="" width={24} height={24} />
        <TenantMenu {...props} />
      </div>
      <UnstyledButton className={styles.search} onClick={props.onSearch}>
        <IconSearch size={16} aria-hidden />
        <span>Go to …</span>
        <kbd>{isApple() ? '⌘K' : 'Ctrl K'}</kbd>
      </UnstyledButton>
      <nav className={styles.nav} aria-label="Main">
        <NavLink to="/$tenant/inbox" tenant={tenant} icon={IconInbox} onChosen={onChosen}>
          Inbox
          {openCount !== null && openCount > 0 && (
            <span className={styles.count}>
              {openCount > 99 ? '99+' : openCount}
              <span className="visually-hidden"> open requests</span>
            </span>
          )}
        </NavLink>
        <NavLink to="/$tenant/executions" tenant={tenant} icon={IconPlayerPlay} onChosen={onChosen}>
          Executions
        </NavLink>
        <NavLink to="/$tenant/flows" tenant={tenant} icon={IconBinaryTree2} onChosen={onChosen}>
          Flows
        </NavLink>
        {props.shows.audit && (
          <NavLink to="/$tenant/audit" tenant={tenant} icon={IconShieldCheck} onChosen={onChosen}>
            Audit
          </NavLink>
        )}
        {props.shows.settings && (
          <NavLink to="/$tenant/settings/tokens" tenant={tenant} icon={IconSettings} onChosen={onChosen}>
            Settings
          </NavLink>
        )}
        {props.shows.catcher && (
          <NavLink to="/$tenant/catcher" tenant={tenant} icon={IconMailbox} onChosen={onChosen}>
            Catcher
          </NavLink>
        )}
      </nav>
      <PersonMenu name={props.personName} onSignOut={props.onSignOut} />
    </div>
  )
}

type Place =
  | '/$tenant/inbox'
  | '/$tenant/executions'
  | '/$tenant/flows'
  | '/$tenant/audit'
  | '/$tenant/settings/tokens'
  | '/$tenant/catcher'

interface NavLinkProps {
  readonly to: Place
  readonly tenant: string
  readonly icon: TablerIcon
  readonly onChosen: () => void
  readonly children: React.ReactNode
}

function NavLink({ to, tenant, icon: Icon, onChosen, children }: NavLinkProps) {
  return (
    <Link to={to} params={{ tenant }} className={styles.link} onClick={onChosen}>
      <Icon size={18} stroke={1.75} aria-hidden />
      {children}
    </Link>
  )
}

function TenantMenu({ tenant, tenants, onTenant }: SideBarProps) {
  if (tenants.length < 2) return <span className={styles.tenant}>Countersign</span>
  return (
    <Menu position="bottom-start" width={200}>
      <Menu.Target>
        <UnstyledButton className={styles.tenantButton} aria-label={`Tenant ${tenant}: change`}>
          <span className={styles.tenant}>{tenant}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Tenant</Menu.Label>
        {tenants.map((id) => (
          <Menu.Item key={id} onClick={() => onTenant(id)} aria-current={id === tenant || undefined}>
            {id}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function PersonMenu({ name, onSignOut }: { readonly name: string; readonly onSignOut: () => void }) {
  return (
    <Menu position="top-start" width={200}>
      <Menu.Target>
        <UnstyledButton className={styles.person}>
          <span className={styles.initials} aria-hidden>
            {initialsOf(name)}
          </span>
          <span className={styles.name}>{name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={onSignOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined]
  return letters.map((word) => word?.charAt(0).toUpperCase() ?? '').join('')
}

function isApple(): boolean {
  return /Mac|iP(hone|ad)/.test(navigator.userAgent)
}
