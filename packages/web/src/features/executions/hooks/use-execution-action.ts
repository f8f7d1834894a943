import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../lib/api/client.ts'
import { executionQuery } from '../api.ts'
import type { ExecutionAction } from '../model/possible-actions.ts'

/** Kills, pauses, resumes or restarts an execution in its place; `variables` is the action that is on its way. */
export function useExecutionAction(tenant: string, executionId: string) {
  const queryClient = useQueryClient()
  const { executions } = api.forTenant(tenant)
  return useMutation({
    mutationFn: async (action: Exclude<ExecutionAction, 'replay'>) => {
      // The answer of a restart is a moment's picture; what is read afterwards is at least as new.
      if (action === 'restart') await executions.restart(executionId)
      else await executions[action](executionId)
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['logs', tenant, executionId] })
      return queryClient.invalidateQueries({ queryKey: executionQuery(tenant, executionId).queryKey })
    },
  })
}
