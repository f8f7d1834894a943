import { JSON_TYPE } from '@countersign/contract'
import { parseBreakpoint, type RawInputs } from '@countersign/core'
import type { RevisionChoice } from '@countersign/engine'
import type { AppPorts } from '../../app/app-ports.ts'
import type { Call, ResourceHandlers, RouteOf } from '../../app/route-handler.ts'
import { readInputs } from '../shared/read-inputs.ts'
import { given } from './change-handlers.ts'
import { findExecution } from './find-execution.ts'
import { presentReplay } from './present-execution.ts'
import type { ExecutionWriter } from './write-execution.ts'

type AgainPorts = Pick<AppPorts, 'engine' | 'storage'> & { readonly writer: ExecutionWriter }
type AgainHandlers = Pick<
  ResourceHandlers<'executions'>,
  | 'executions.restart'
  | 'executions.replay'
  | 'executions.replayWithInputs'
  | 'executions.forceRun'
  | 'executions.pause'
>

/** Making executions run again, and holding them (api.md 3.5). Answers show the header as it was committed. */
export function createAgainHandlers({ engine, storage: { executions }, writer }: AgainPorts): AgainHandlers {
  async function replay(
    call: Pick<Call<RouteOf<'executions.replay'>>, 'tenant' | 'permit' | 'caller' | 'params' | 'query'>,
    inputs?: RawInputs,
  ) {
    const original = await findExecution(executions, call, call.params.executionId)
    const { taskRunId, breakpoints = [] } = call.query
    const replayed = await engine.replay(call.caller, original.id, {
      ...revisionOf(call.query),
      breakpoints: breakpoints.map(parseBreakpoint),
      ...(taskRunId === undefined ? {} : { taskRunId }),
      ...(inputs === undefined ? {} : { inputs }),
    })
    if (taskRunId === undefined) return { status: 200, json: presentReplay(replayed, original) } as const
    return { status: 200, type: JSON_TYPE, ...(await writer.write(replayed)) } as const
  }

  return {
    async 'executions.restart'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const restarted = await engine.restart(call.caller, id, revisionOf(call.query))
      return { status: 200, type: JSON_TYPE, ...(await writer.write(restarted)) }
    },
    'executions.replay': (call) => replay(call),
    'executions.replayWithInputs': (call) => replay(call, readInputs(call.body)),
    async 'executions.forceRun'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const after = await engine.forceRun(call.caller, id, given(call.query.reason))
      return { status: 200, type: JSON_TYPE, ...(await writer.write(after)) }
    },
    async 'executions.pause'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      await engine.pause(call.caller, id)
      return { status: 200 }
    },
  }
}

function revisionOf({
  revision,
  latestRevision,
}: {
  revision?: number | undefined
  latestRevision: boolean
}): RevisionChoice {
  return { latestRevision, ...(revision === undefined ? {} : { revision }) }
}
