import { Anchor, Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../components/ui/empty-state.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import { PageHeader } from '../../../components/ui/page-header.tsx'
import { WaitingRows } from '../../../components/ui/waiting-rows.tsx'
import { useStableRows } from '../../../lib/query/use-stable-rows.ts'
import { type InboxView, requestsQuery } from '../api.ts'
import { RequestsTable, requestKey } from './requests-table.tsx'

interface InboxPageProps {
  readonly tenant: string
  readonly view: InboxView
  readonly onView: (view: InboxView) => void
}

/** What waits for the reader, and what has been decided. */
export function InboxPage({ tenant, view, onView }: InboxPageProps) {
  const query = useInfiniteQuery(requestsQuery(tenant, view, ''))
  const found = query.data?.pages.flatMap((page) => page.results)
  const list = useStableRows(query.isPlaceholderData ? undefined : found, requestKey, `${tenant}/${view}`)
  return (
    <>
      <PageHeader
        title="Inbox"
        actions={
          <SegmentedControl
            size="xs"
            aria-label="Which requests"
            value={view}
            onChange={(value) => onView(value === 'settled' ? 'settled' : 'open')}
            data={[
              { value: 'open', label: 'Open' },
              { value: 'settled', label: 'Settled' },
            ]}
          />
        }
      />
      {query.isError && list.rows === null ? (
        <ErrorNotice title="The inbox cannot be shown" error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div ref={list.frame}>
          <WaitingRows count={list.waiting} onShow={list.letIn} />
          <RequestsTable
            tenant={tenant}
            view={view}
            requests={list.rows}
            empty={view === 'open' ? <NothingWaits tenant={tenant} /> : <NothingSettled />}
          />
          {query.hasNextPage && (
            <Button
              size="xs"
              variant="default"
              mt="sm"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </div>
      )}
    </>
  )
}

const EXAMPLE = `- id: gate
  type: io.kestra.plugin.core.flow.Pause
  onResume:
    - id: approved
      type: BOOLEAN
      description: Approve this request?`

function NothingWaits({ tenant }: { readonly tenant: string }) {
  return (
    <EmptyState
      title="Nothing waits for you"
      example={EXAMPLE}
      action={
        <Anchor href={`/ui/${encodeURIComponent(tenant)}/flows`} size="sm">
          Open the flows
        </Anchor>
      }
    >
      A flow that comes to a task like this one asks here, and goes on with the answer.
    </EmptyState>
  )
}

function NothingSettled() {
  return (
    <EmptyState title="Nothing has been decided yet">
      Every answered request is listed here, with who gave the answer.
    </EmptyState>
  )
}
