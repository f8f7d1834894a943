import type { Execution, FlowForExecution } from '@countersign/contract'
import type { ExecutionEvent } from '@countersign/contract/client'
import { useCallback, useEffect, useState } from 'react'
import type { StreamStatus } from '../../../lib/stream/follow-stream.ts'
import { useStream } from '../../../lib/stream/use-stream.ts'
import { followExecution, readExecution, readFlowOfExecution } from '../api.ts'

/** The execution behind a request, live; `flow` names its inputs. Both stay null for somebody who may not see them. */
export interface FollowedExecution {
  readonly execution: Execution | null
  readonly flow: FlowForExecution | null
  readonly stream: StreamStatus
}

/** Reads an execution with its flow and follows its changes. `onChange` is called for each of them. */
export function useExecution(tenant: string, executionId: string | null, onChange: () => void): FollowedExecution {
  const [execution, setExecution] = useState<Execution | null>(null)
  const [flow, setFlow] = useState<FlowForExecution | null>(null)
  useEffect(() => {
    if (executionId === null) return
    let shown = true
    // The request carries what an answer needs; the execution behind it may be hidden from the approver, or deleted.
    readExecution(tenant, executionId).then(
      (read) => shown && setExecution((known) => known ?? read),
      () => undefined,
    )
    readFlowOfExecution(tenant, executionId).then(
      (read) => shown && setFlow(read),
      () => undefined,
    )
    return () => {
      shown = false
    }
  }, [tenant, executionId])
  const open = useCallback(
    (signal: AbortSignal) => followExecution(tenant, executionId ?? '', signal),
    [tenant, executionId],
  )
  const stream = useStream<ExecutionEvent>(executionId === null ? null : open, {
    onEvent(event) {
      if (event.kind === 'start') return
      setExecution(event.execution)
      onChange()
    },
  })
  return { execution, flow, stream }
}
