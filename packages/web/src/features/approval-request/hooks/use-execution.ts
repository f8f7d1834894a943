import type { Execution, FlowForExecution } from '@countersign/contract'
import { useCallback, useEffect, useState } from 'react'
import type { StreamStatus } from '../../../lib/stream/event-stream.ts'
import { useEventStream } from '../../../lib/stream/use-event-stream.ts'
import { followPath, readExecution, readFlowOfExecution } from '../api.ts'

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
  const [readable, setReadable] = useState(false)
  useEffect(() => {
    if (executionId === null) return
    let shown = true
    readExecution(tenant, executionId).then(
      (read) => {
        if (!shown) return
        setExecution((known) => known ?? read)
        setReadable(true)
      },
      // The request carries what an answer needs; the execution behind it may be hidden from the approver, or deleted.
      () => undefined,
    )
    readFlowOfExecution(tenant, executionId).then(
      (read) => {
        if (shown) setFlow(read)
      },
      () => undefined,
    )
    return () => {
      shown = false
    }
  }, [tenant, executionId])
  const receive = useCallback(
    (kind: string, data: string) => {
      if (kind !== 'progress' && kind !== 'end') return
      // The contract says that these events carry an execution.
      setExecution(JSON.parse(data) as Execution)
      onChange()
    },
    [onChange],
  )
  const url = executionId !== null && readable ? followPath(tenant, executionId) : null
  return { execution, flow, stream: useEventStream(url, receive) }
}
