import type { ApprovalSummary } from '@countersign/contract'
import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../components/ui/empty-state.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import { ToneBadge } from '../../../components/ui/state-badge.tsx'
import { ValueList } from '../../../components/ui/value-list.tsx'
import { verdictOf } from '../../../lib/approval-words.ts'
import { decisionsQuery } from '../api.ts'
import styles from './execution-page.module.css'

interface DecisionsTabProps {
  readonly tenant: string
  readonly executionId: string
}

/** Every request of an execution and what became of it. */
export function DecisionsTab({ tenant, executionId }: DecisionsTabProps) {
  const { data, error, refetch } = useQuery(decisionsQuery(tenant, executionId))
  if (error !== null && data === undefined) {
    return <ErrorNotice title="The decisions cannot be shown" error={error} onRetry={() => void refetch()} />
  }
  if (data === undefined) return null
  if (data.length === 0) {
    return (
      <EmptyState
        title="Nobody has been asked in this execution"
        example={
          '- id: gate\n  type: io.kestra.plugin.core.flow.Pause\n  onResume:\n    - id: approved\n      type: BOOLEAN'
        }
      >
        A task of type Pause asks a person and waits for the answer.
      </EmptyState>
    )
  }
  return (
    <ul className={styles.decisions}>
      {data.map((request) => (
        <Decision key={request.id} tenant={tenant} request={request} />
      ))}
    </ul>
  )
}

function Decision({ tenant, request }: { readonly tenant: string; readonly request: ApprovalSummary }) {
  const verdict = verdictOf(request)
  const { settled } = request
  return (
    <li className={styles.decision}>
      <div className={styles.decisionHead}>
        <ToneBadge word={verdict?.word ?? 'Open'} tone={verdict?.tone ?? 'waiting'} />
        <a
          className={styles.decisionTitle}
          href={`/ui/${encodeURIComponent(tenant)}/approvals/${encodeURIComponent(request.id)}`}
        >
          {request.title}
        </a>
        <span className={styles.soft}>
          {request.taskId}
          {request.iterationKey !== '' && ` (${request.iterationKey})`}
          {request.round > 1 && `, round ${request.round}`}
        </span>
      </div>
      <p className={styles.soft}>
        Asked <RelativeTime at={request.createdAt} />
        {settled !== null && (
          <>
            , {verdict?.word.toLowerCase()} by {settled.by.name} <RelativeTime at={settled.at} /> ({settled.channel})
          </>
        )}
      </p>
      {settled?.comment !== null && settled?.comment !== undefined && (
        <p className={styles.comment}>{settled.comment}</p>
      )}
      {settled?.inputs !== null && settled?.inputs !== undefined && Object.keys(settled.inputs).length > 0 && (
        <ValueList values={settled.inputs} />
      )}
    </li>
  )
}
