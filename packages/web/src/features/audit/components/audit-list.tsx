import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../components/ui/empty-state.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import { PageSkeleton } from '../../../components/ui/page-skeleton.tsx'
import { executionAuditQuery } from '../api.ts'
import { AuditTable } from './audit-table.tsx'

interface AuditListProps {
  readonly tenant: string
  readonly executionId: string
  readonly approvalIds: readonly string[]
}

/** What the audit log says about one execution and its requests. */
export function AuditList({ tenant, executionId, approvalIds }: AuditListProps) {
  const { data, error, refetch } = useQuery(executionAuditQuery(tenant, executionId, approvalIds))
  if (data === undefined) {
    return error === null ? (
      <PageSkeleton label="Reading the audit log" />
    ) : (
      <ErrorNotice title="The audit log cannot be shown" error={error} onRetry={() => void refetch()} />
    )
  }
  if (data.length === 0) return <EmptyState title="The audit log has nothing about this execution" />
  return <AuditTable tenant={tenant} events={data} />
}
