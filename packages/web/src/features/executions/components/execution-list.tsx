import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Selection } from '../../../components/ui/data-table.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import { Pager } from '../../../components/ui/pager.tsx'
import { WaitingRows } from '../../../components/ui/waiting-rows.tsx'
import { useStableRows } from '../../../lib/query/use-stable-rows.ts'
import { executionsQuery } from '../api.ts'
import { type ExecutionFilter, PAGE_SIZE } from '../model/execution-filter.ts'
import { ExecutionsTable, executionKey } from './executions-table.tsx'

/** How often a list looks for news, in milliseconds. */
const POLL_MS = 2_000

interface ExecutionListProps {
  readonly tenant: string
  readonly filter: ExecutionFilter
  readonly onPage: (page: number) => void
  readonly selection?: Selection
  readonly empty: ReactNode
  readonly ofOneFlow?: boolean
}

/** Executions that match, page by page. Rows change where they stand; new ones do not push the others away. */
export function ExecutionList({ tenant, filter, onPage, selection, empty, ofOneFlow = false }: ExecutionListProps) {
  const query = useQuery(executionsQuery(tenant, filter, POLL_MS))
  const list = useStableRows(
    query.isPlaceholderData ? undefined : query.data?.results,
    executionKey,
    `${tenant} ${JSON.stringify(filter)}`,
  )
  if (query.isError && query.data === undefined) {
    return (
      <ErrorNotice title="The executions cannot be shown" error={query.error} onRetry={() => void query.refetch()} />
    )
  }
  return (
    <div ref={list.frame}>
      <WaitingRows count={list.waiting} onShow={list.letIn} />
      <ExecutionsTable
        tenant={tenant}
        executions={list.rows}
        empty={empty}
        ofOneFlow={ofOneFlow}
        {...(selection === undefined ? {} : { selection })}
      />
      <Pager page={filter.page ?? 1} size={PAGE_SIZE} total={query.data?.total ?? 0} onPage={onPage} />
    </div>
  )
}
