import { ActionIcon, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMenu2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import markUrl from '../../theme/mark.svg'
import styles from './app-shell.module.css'

interface AppShellProps {
  /** The side bar's content; on a narrow screen it lies in a drawer. */
  readonly side: (close: () => void) => ReactNode
  /** What a narrow screen shows beside the menu button, such as the number of open requests. */
  readonly topNotice: ReactNode
  readonly children: ReactNode
}

/** Side bar and page. The page scrolls; the side bar stays. */
export function AppShell({ side, topNotice, children }: AppShellProps) {
  const [opened, drawer] = useDisclosure(false)
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#page">
        Skip to the page
      </a>
      <aside className={styles.side}>{side(() => undefined)}</aside>
      <header className={styles.top}>
        <ActionIcon variant="subtle" color="gray" size={44} aria-label="Open the menu" onClick={drawer.open}>
          <IconMenu2 size={22} />
        </ActionIcon>
        <img src={markUrl} alt="" width={22} height={22} />
        <span className={styles.brand}>Countersign</span>
        <span className={styles.notice}>{topNotice}</span>
      </header>
      <Drawer opened={opened} onClose={drawer.close} size={264} padding={0} withCloseButton={false} title={null}>
        <div className={styles.drawer}>{side(drawer.close)}</div>
      </Drawer>
      <main className={styles.page} id="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
