import type { ApprovalDetail } from '@countersign/contract'
import { StateBadge } from '../../../components/ui/state-badge.tsx'
import type { FollowedExecution } from '../hooks/use-execution.ts'
import { executionNow } from '../model/execution-now.ts'
import { executionPagePath } from '../model/page-address.ts'
import styles from './request-page.module.css'

interface ExecutionNowPanelProps {
  readonly tenant: string
  readonly request: ApprovalDetail
  readonly followed: FollowedExecution
}

/** What the execution does now, live, so that nobody has to wonder whether the answer worked. */
export function ExecutionNowPanel({ tenant, request, followed }: ExecutionNowPanelProps) {
  const { execution, stream } = followed
  const link = (
    <a className={styles.link} href={executionPagePath(tenant, request)}>
      Open the execution
    </a>
  )
  if (execution === null) {
    if (request.executionState === null) return <p className={styles.soft}>The execution has been deleted since.</p>
    return (
      <div className={styles.now}>
        <StateBadge state={request.executionState} />
        {link}
      </div>
    )
  }
  const now = executionNow(execution)
  return (
    <div className={styles.now}>
      <StateBadge state={execution.state.current} />
      <p role="status">{now.sentence}</p>
      {stream === 'lost' && !now.ended && <p className={styles.faint}>Not live: connecting again.</p>}
      {link}
    </div>
  )
}
