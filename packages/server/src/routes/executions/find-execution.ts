import { AppError, type Execution, type ExecutionStore } from '@countersign/core'

/** The execution of a path. @throws AppError EXECUTION_NOT_FOUND; FORBIDDEN when the caller may not see its namespace */
export async function findExecution(
  executions: Pick<ExecutionStore, 'find'>,
  call: { readonly tenant: string; readonly permit: (namespace: string) => void },
  executionId: string,
): Promise<Execution> {
  const execution = await executions.find(call.tenant, executionId)
  if (execution === null) throw executionNotFound(executionId)
  call.permit(execution.namespace)
  return execution
}

/** The refusal of an execution that is not there. */
function executionNotFound(executionId: string): AppError {
  return new AppError('EXECUTION_NOT_FOUND', `There is no execution \`${executionId}\`.`)
}
