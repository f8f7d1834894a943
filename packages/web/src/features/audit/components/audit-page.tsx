import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../components/ui/empty-state.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import chipStyles from '../../../components/ui/filter-chips.module.css'
import { FilterChips } from '../../../components/ui/filter-chips.tsx'
import { PageHeader } from '../../../components/ui/page-header.tsx'
import { PageSkeleton } from '../../../components/ui/page-skeleton.tsx'
import { type AuditFilter, auditQuery } from '../api.ts'
import { AUDIT_ACTIONS } from '../model/event-words.ts'
import { AuditTable } from './audit-table.tsx'
import { VerifyChain } from './verify-chain.tsx'

interface AuditPageProps {
  readonly tenant: string
  readonly filter: AuditFilter
  readonly onFilter: (filter: AuditFilter) => void
}

/** The audit log of a tenant, and the check of its chain. */
export function AuditPage({ tenant, filter, onFilter }: AuditPageProps) {
  return (
    <>
      <PageHeader
        title="Audit"
        meta="Who did what, when, and through which door. Each event carries the hash of the one before it."
      />
      <VerifyChain tenant={tenant} />
      <AuditFilterBar filter={filter} onFilter={onFilter} />
      <Events tenant={tenant} filter={filter} />
    </>
  )
}

function Events({ tenant, filter }: Omit<AuditPageProps, 'onFilter'>) {
  const query = useInfiniteQuery(auditQuery(tenant, filter))
  const events = query.data?.pages.flatMap((page) => page.results)
  if (events === undefined) {
    return query.isError ? (
      <ErrorNotice title="The audit log cannot be shown" error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <PageSkeleton label="Reading the audit log" />
    )
  }
  if (events.length === 0) return <EmptyState title="No event matches" />
  const total = query.data?.pages[0]?.total ?? events.length
  return (
    <>
      <AuditTable tenant={tenant} events={events} />
      <p className={chipStyles.count}>
        {events.length.toLocaleString('en')} of {total.toLocaleString('en')}
      </p>
      {query.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </>
  )
}

const CHIPS: readonly { readonly name: keyof AuditFilter; readonly words: string }[] = [
  { name: 'action', words: 'Action' },
  { name: 'actorId', words: 'Actor' },
  { name: 'targetKind', words: 'Kind' },
  { name: 'targetId', words: 'About' },
  { name: 'namespace', words: 'Namespace' },
]

function AuditFilterBar({ filter, onFilter }: Omit<AuditPageProps, 'tenant'>) {
  return (
    <search className={chipStyles.bar}>
      <NativeSelect
        size="xs"
        aria-label="Action"
        value={filter.action ?? ''}
        onChange={(event) => {
          const action = event.currentTarget.value
          const { action: _action, ...rest } = filter
          onFilter(action === '' ? rest : { ...rest, action })
        }}
        data={[{ value: '', label: 'Every action' }, ...AUDIT_ACTIONS]}
      />
      <FilterChips
        chips={CHIPS.flatMap(({ name, words }) => {
          const { [name]: value, ...rest } = filter
          return value === undefined ? [] : [{ key: name, name: words, value, onRemove: () => onFilter(rest) }]
        })}
      />
    </search>
  )
}
