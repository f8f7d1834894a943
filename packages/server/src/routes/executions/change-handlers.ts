import { JSON_TYPE } from '@countersign/contract'
import { type Execution, parseBreakpoint } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { findExecution } from './find-execution.ts'
import type { ExecutionWriter } from './write-execution.ts'

type ChangePorts = Pick<AppPorts, 'engine' | 'storage'> & { readonly writer: ExecutionWriter }
type ChangeHandlers = Pick<
  ResourceHandlers<'executions'>,
  | 'executions.changeTaskState'
  | 'executions.changeStatus'
  | 'executions.setLabels'
  | 'executions.unqueue'
  | 'executions.resumeFromBreakpoint'
>

/** Changing by hand what has ended, and letting go on what is held (api.md 3.5, 3.6). */
export function createChangeHandlers({ engine, storage: { executions }, writer }: ChangePorts): ChangeHandlers {
  const answer = async (execution: Execution) =>
    ({ status: 200, type: JSON_TYPE, ...(await writer.write(execution)) }) as const

  return {
    async 'executions.changeTaskState'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const { taskRunId, state, reason } = call.body.value
      return answer(await engine.changeTaskState(call.caller, id, { taskRunId, state, ...given(reason) }))
    },
    async 'executions.changeStatus'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const { status, reason } = call.query
      return answer(await engine.changeStatus(call.caller, id, { state: status, ...given(reason) }))
    },
    async 'executions.setLabels'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      return answer(await engine.setLabels(call.caller, id, withoutEmpty(call.body.value)))
    },
    async 'executions.unqueue'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const { state = 'RUNNING', reason } = call.query
      return answer(await engine.unqueue(call.caller, id, { state, ...given(reason) }))
    },
    async 'executions.resumeFromBreakpoint'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const breakpoints = call.query.breakpoints?.map(parseBreakpoint)
      await engine.leaveBreakpoint(call.caller, id, breakpoints === undefined ? {} : { breakpoints })
      return { status: 200 }
    },
  }
}

/** The reason, where there is one. */
export function given(reason: string | undefined): { readonly reason?: string } {
  return reason === undefined ? {} : { reason }
}

/** Forms send an empty row for a label that was not filled in; Kestra passes over those (engine.md 7.3). */
export function withoutEmpty<T extends { readonly key: string; readonly value: string }>(
  labels: readonly T[],
): readonly T[] {
  return labels.filter(({ key, value }) => key !== '' || value !== '')
}
