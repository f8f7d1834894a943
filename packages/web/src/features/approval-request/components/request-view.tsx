import type { ApprovalDetail, Me } from '@countersign/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { verdictOf } from '../../../lib/approval-words.ts'
import { may } from '../../../lib/session/may.ts'
import { useExecution } from '../hooks/use-execution.ts'
import { useRequest } from '../hooks/use-request.ts'
import { OpenRequest } from './open-request.tsx'
import { PageHeader } from './page-header.tsx'
import { RequestProblem } from './request-problem.tsx'
import { RequestSkeleton } from './request-skeleton.tsx'
import { SettledRequest } from './settled-request.tsx'

interface RequestViewProps {
  readonly tenant: string
  readonly requestId: string
  /** The reader; null when they could not be read. */
  readonly me: Me | null
  readonly onSignedOut: () => void
}

/** One request: open, with its form, or settled, with who decided. It turns from one into the other while it is shown. */
export function RequestView({ tenant, requestId, me, onSignedOut }: RequestViewProps) {
  const { request, error, reload, accept } = useRequest(tenant, requestId)
  const [overtaken, setOvertaken] = useState(false)
  const open = request !== null && verdictOf(request) === null
  const isOpen = useRef(open)
  useEffect(() => {
    isOpen.current = open
  })
  const onExecutionChange = useCallback(() => {
    if (isOpen.current) void reload()
  }, [reload])
  const followed = useExecution(tenant, request?.executionId ?? null, onExecutionChange)
  useDocumentTitle(request)
  useEffect(() => {
    if (error?.status === 401) onSignedOut()
  }, [error, onSignedOut])

  if (request === null) {
    return error === null || error.status === 401 ? (
      <RequestSkeleton />
    ) : (
      <>
        <PageHeader />
        <RequestProblem error={error} onRetry={reload} />
      </>
    )
  }
  const outdated = () => {
    setOvertaken(true)
    void reload()
  }
  return (
    <>
      <PageHeader />
      {open ? (
        <OpenRequest
          key={`${request.id}/${request.round}`}
          tenant={tenant}
          request={request}
          followed={followed}
          mayDecide={may(me, tenant, 'approval:decide')}
          onDecided={accept}
          onOutdated={outdated}
          onSignedOut={onSignedOut}
        />
      ) : (
        <SettledRequest
          tenant={tenant}
          request={request}
          followed={followed}
          myId={me?.id ?? null}
          overtaken={overtaken}
        />
      )}
    </>
  )
}

function useDocumentTitle(request: ApprovalDetail | null): void {
  useEffect(() => {
    if (request !== null) document.title = `${request.title} · Countersign`
  }, [request])
}
