import type { Execution } from '@countersign/contract'
import type { ExecutionEvent } from '@countersign/contract/client'
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '../../../lib/api/client.ts'
import { isTerminated } from '../../../lib/state-look.ts'
import type { StreamStatus } from '../../../lib/stream/follow-stream.ts'
import { useStream } from '../../../lib/stream/use-stream.ts'
import { decisionsQuery, executionQuery } from '../api.ts'

/** An execution with its changes as they happen. */
export interface LiveExecution {
  readonly query: UseQueryResult<Execution>
  readonly stream: StreamStatus
}

/** Reads an execution and lets its stream change the cached data. One that has ended is not followed. */
export function useLiveExecution(tenant: string, id: string): LiveExecution {
  const queryClient = useQueryClient()
  const query = useQuery(executionQuery(tenant, id))
  const open = useCallback(
    (signal: AbortSignal) => api.forTenant(tenant).executions.follow(id, { signal }),
    [tenant, id],
  )
  const follows = query.data !== undefined && !isTerminated(query.data.state.current)
  const stream = useStream<ExecutionEvent>(follows ? open : null, {
    onEvent(event) {
      if (event.kind === 'start') return
      const before = queryClient.getQueryData(executionQuery(tenant, id).queryKey)
      queryClient.setQueryData(executionQuery(tenant, id).queryKey, event.execution)
      if (before?.state.current === event.execution.state.current) return
      void queryClient.invalidateQueries({ queryKey: decisionsQuery(tenant, id).queryKey })
      void queryClient.invalidateQueries({ queryKey: ['logs', tenant, id] })
    },
  })
  return { query, stream }
}
