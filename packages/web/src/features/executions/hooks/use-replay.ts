import type { Execution } from '@countersign/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../../lib/api/client.ts'
import { executionQuery } from '../api.ts'

/** Repeats an execution, from its start (null) or from one task run, and goes to the new one. */
export function useReplay(tenant: string, executionId: string) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (taskRunId: string | null) =>
      api.forTenant(tenant).executions.replay(executionId, taskRunId === null ? {} : { taskRunId }),
    onSuccess: async (replay: Execution) => {
      void queryClient.invalidateQueries({ queryKey: executionQuery(tenant, executionId).queryKey })
      const { namespace, flowId, id } = replay
      await navigate({
        to: '/$tenant/executions/$namespace/$flowId/$executionId/{-$tab}',
        params: { tenant, namespace, flowId, executionId: id, tab: undefined },
      })
    },
  })
}
