import type { ApprovalDetail } from '@countersign/contract'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import { StateIcon } from '../../../components/ui/state-icon.tsx'
import { verdictOf } from '../../../lib/approval-words.ts'
import type { FollowedExecution } from '../hooks/use-execution.ts'
import { settledWords } from '../model/settled-words.ts'
import { Evidence } from './evidence.tsx'
import { ExecutionNowPanel } from './execution-now-panel.tsx'
import { GivenAnswer } from './given-answer.tsx'
import styles from './request-page.module.css'

interface SettledRequestProps {
  readonly tenant: string
  readonly request: ApprovalDetail
  readonly followed: FollowedExecution
  readonly myId: string | null
  /** The reader answered, and somebody else had been faster. */
  readonly overtaken: boolean
}

/** A request that is settled: what, by whom, when, and what the execution does now. */
export function SettledRequest({ tenant, request, followed, myId, overtaken }: SettledRequestProps) {
  const verdict = verdictOf(request)
  const words = settledWords(request, myId)
  if (verdict === null || words === null) return null
  return (
    <main className={styles.column}>
      <div className={styles.verdict} data-tone={verdict.tone} role="status">
        <StateIcon tone={verdict.tone} size={28} />
        <div>
          <p className={styles.sentence}>
            {words.sentence} {request.settled !== null && <RelativeTime at={request.settled.at} />}
          </p>
          {overtaken && <p>Your answer came after it and was not counted.</p>}
          {words.note !== null && <p className={styles.verdictNote}>{words.note}</p>}
        </div>
      </div>
      <div className={styles.head}>
        <h1 className={styles.title}>{request.title}</h1>
        <p className={styles.soft}>
          Asked by {request.requester.name}, <RelativeTime at={request.createdAt} />
        </p>
      </div>
      <ExecutionNowPanel tenant={tenant} request={request} followed={followed} />
      <GivenAnswer request={request} />
      <Evidence followed={followed} />
    </main>
  )
}
