import { JSON_TYPE } from '@countersign/contract'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { findExecution } from './find-execution.ts'
import { notBuilt } from './not-built.ts'
import { presentReplay } from './present-execution.ts'
import type { ExecutionWriter } from './write-execution.ts'

type AgainPorts = Pick<AppPorts, 'engine' | 'storage'> & { readonly writer: ExecutionWriter }
type AgainHandlers = Pick<
  ResourceHandlers<'executions'>,
  'executions.restart' | 'executions.replay' | 'executions.forceRun' | 'executions.pause'
>

/** Making executions run again, and holding them (api.md 3.5). Answers show the header as it was committed. */
export function createAgainHandlers({ engine, storage: { executions }, writer }: AgainPorts): AgainHandlers {
  return {
    async 'executions.restart'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const { revision } = call.query
      const restarted = await engine.restart(call.caller, id, revision === undefined ? {} : { revision })
      return { status: 200, type: JSON_TYPE, ...(await writer.write(restarted)) }
    },
    async 'executions.replay'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const { taskRunId, revision, breakpoints = [] } = call.query
      if (breakpoints.length > 0) throw notBuilt('breakpoints')
      const replay = await engine.replay(call.caller, id, {
        ...(taskRunId === undefined ? {} : { taskRunId }),
        ...(revision === undefined ? {} : { revision }),
      })
      if (taskRunId === undefined) return { status: 200, json: presentReplay(replay) }
      return { status: 200, type: JSON_TYPE, ...(await writer.write(replay)) }
    },
    async 'executions.forceRun'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const after = await engine.forceRun(call.caller, id)
      return { status: 200, type: JSON_TYPE, ...(await writer.write(after)) }
    },
    async 'executions.pause'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      await engine.pause(call.caller, id)
      return { status: 200 }
    },
  }
}
