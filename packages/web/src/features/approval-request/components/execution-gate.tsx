import type { ApprovalSummary, Me } from '@countersign/contract'
import type { ApiError } from '@countersign/contract/client'
import { useCallback, useEffect, useState } from 'react'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import { StateBadge } from '../../../components/ui/state-badge.tsx'
import { toApiError } from '../../../lib/api/api-errors.ts'
import { verdictOf } from '../../../lib/approval-words.ts'
import { isTerminated } from '../../../lib/state-look.ts'
import { requestsOfExecution } from '../api.ts'
import { useExecution } from '../hooks/use-execution.ts'
import { requestPagePath } from '../model/page-address.ts'
import { PageHeader } from './page-header.tsx'
import styles from './request-page.module.css'
import { RequestProblem } from './request-problem.tsx'
import { RequestSkeleton } from './request-skeleton.tsx'
import { RequestView } from './request-view.tsx'

interface ExecutionGateProps {
  readonly tenant: string
  readonly executionId: string
  readonly me: Me | null
  readonly onSignedOut: () => void
}

/**
 * Where a link that names only an execution leads: "not asked yet" until it asks, then the open request, or the choice of
 * several, then who decided. The request that was open first stays on the screen when it is settled.
 */
export function ExecutionGate({ tenant, executionId, me, onSignedOut }: ExecutionGateProps) {
  const [requests, setRequests] = useState<readonly ApprovalSummary[] | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const reload = useCallback(async () => {
    try {
      setRequests(await requestsOfExecution(tenant, executionId))
      setError(null)
    } catch (cause) {
      setError(toApiError(cause))
    }
  }, [tenant, executionId])
  useEffect(() => {
    void reload()
  }, [reload])
  useEffect(() => {
    if (error?.status === 401) onSignedOut()
  }, [error, onSignedOut])
  const onChange = useCallback(() => void reload(), [reload])
  const { execution } = useExecution(tenant, executionId, onChange)
  const [shown, setShown] = useState<string | null>(null)
  const only = shown ?? (requests === null ? null : soleRequest(requests))
  useEffect(() => {
    if (only !== null) setShown(only)
  }, [only])

  if (only !== null) return <RequestView tenant={tenant} requestId={only} me={me} onSignedOut={onSignedOut} />
  if (requests === null && (error === null || error.status === 401)) return <RequestSkeleton />
  return (
    <>
      <PageHeader />
      {requests === null && error !== null ? (
        <RequestProblem error={error} onRetry={reload} />
      ) : (
        <main className={styles.column}>
          {requests !== null && requests.length > 0 ? (
            <Choice tenant={tenant} requests={requests} />
          ) : (
            <NotAsked state={execution?.state.current ?? null} />
          )}
        </main>
      )}
    </>
  )
}

/** The request to show at once: the only open one, or, when all are settled, the only one there is. */
function soleRequest(requests: readonly ApprovalSummary[]): string | null {
  const open = requests.filter((request) => verdictOf(request) === null)
  const [first, ...others] = open.length > 0 ? open : requests
  return first === undefined || others.length > 0 ? null : first.id
}

function NotAsked({ state }: { readonly state: Parameters<typeof StateBadge>[0]['state'] | null }) {
  const ended = state !== null && isTerminated(state)
  return (
    <>
      <h1 className={styles.title}>{ended ? 'Nothing was asked' : 'Not asked yet'}</h1>
      <p role="status">
        {ended
          ? 'This execution has ended without asking anybody for a decision.'
          : 'The execution has not come to its request. This page shows it as soon as it does.'}
      </p>
      {state !== null && <StateBadge state={state} />}
    </>
  )
}

function Choice({ tenant, requests }: { readonly tenant: string; readonly requests: readonly ApprovalSummary[] }) {
  const open = requests.filter((request) => verdictOf(request) === null)
  const listed = open.length > 0 ? open : requests
  return (
    <>
      <h1 className={styles.title}>
        {open.length > 0 ? `${open.length} requests wait in this execution` : 'All requests are answered'}
      </h1>
      <ul className={styles.choices}>
        {listed.map((request) => (
          <li key={request.id}>
            <a className={styles.choice} href={requestPagePath(tenant, request.id)}>
              <span className={styles.choiceTitle}>{request.title}</span>
              <span className={styles.faint}>
                {request.taskId}
                {request.iterationKey !== '' && ` (${request.iterationKey})`}
                {verdictOf(request) !== null && `, ${verdictOf(request)?.word.toLowerCase()}`},{' '}
                <RelativeTime at={request.createdAt} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
