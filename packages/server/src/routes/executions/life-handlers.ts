import { type Execution, isAppError, isTerminated } from '@countersign/core'
import type { Caller, DeleteOptions, RequestAddress } from '@countersign/engine'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { presentValidation } from '../shared/present-validation.ts'
import { readInputs } from '../shared/read-inputs.ts'
import { actOnIds, actOnMatching } from './bulk.ts'
import { findExecution } from './find-execution.ts'
import { isPausedByPerson, resumeExecution } from './resume-execution.ts'

type LifePorts = Pick<AppPorts, 'engine' | 'storage' | 'clock'>
type Handlers = ResourceHandlers<'executions'>
type AnswerHandlers = Pick<
  Handlers,
  'executions.resume' | 'executions.validateResume' | 'executions.resumeByIds' | 'executions.resumeByQuery'
>
type EndHandlers = Pick<
  Handlers,
  | 'executions.kill'
  | 'executions.killByIds'
  | 'executions.killByQuery'
  | 'executions.remove'
  | 'executions.removeByIds'
  | 'executions.removeByQuery'
>

/** Answering, killing and deleting executions (api.md 3.4 to 3.6, observed/api.md E, F). */
export function createLifeHandlers(ports: LifePorts): AnswerHandlers & EndHandlers {
  return { ...answerHandlers(ports), ...endHandlers(ports) }
}

function answerHandlers({ engine, storage, clock }: LifePorts): AnswerHandlers {
  const { executions } = storage
  /** Bulk carries no form, as in Kestra: inputs are neither asked for nor written (observed/api.md E48). */
  const resume = (caller: Caller) => ({
    refusal: 'invalid bulk resume',
    obstacle: ({ state }: Execution) => (state === 'PAUSED' ? null : 'execution not in state PAUSED'),
    act: (execution: Execution) =>
      resumeExecution({ engine, storage }, caller, execution, { address: toAddress(execution.id), inputs: null }),
  })

  return {
    async 'executions.resume'(call) {
      const execution = await findExecution(executions, call, call.params.executionId)
      const key = call.headers['idempotency-key']
      await resumeExecution({ engine, storage }, call.caller, execution, {
        address: toAddress(execution.id, call.query.taskRunId),
        inputs: readInputs(call.body),
        ...(key === undefined ? {} : { idempotencyKey: key }),
      })
      return { status: 204 }
    },
    async 'executions.validateResume'(call) {
      const execution = await findExecution(executions, call, call.params.executionId)
      if (await isPausedByPerson(storage, execution)) return { status: 200, json: presentValidation(execution, []) }
      const address = toAddress(execution.id, call.query.taskRunId)
      const reports = await engine.reportAnswer(call.tenant, address, readInputs(call.body))
      return { status: 200, json: presentValidation(execution, reports) }
    },
    async 'executions.resumeByIds'(call) {
      return { status: 200, json: await actOnIds({ executions, call }, call.body.value, resume(call.caller)) }
    },
    async 'executions.resumeByQuery'(call) {
      const source = { query: call.rawQuery, body: call.body?.value, now: clock.now() }
      return { status: 200, json: await actOnMatching({ executions, call }, source, resume(call.caller)) }
    },
  }
}

function endHandlers({ engine, storage: { executions }, clock }: LifePorts): EndHandlers {
  const kill = (caller: Caller) => ({
    refusal: 'invalid bulk kill',
    obstacle: ({ state }: Execution) => (isTerminated(state) ? 'execution already finished' : null),
    act: ({ id }: Execution) => engine.kill(caller, id, { cascade: true }),
  })
  const remove = (caller: Caller, force: boolean, kept: DeleteOptions) => ({
    refusal: 'invalid bulk delete',
    // Kestra has these words for both cases (api.md 1.9).
    obstacle: ({ state }: Execution) => (force || isTerminated(state) ? null : 'execution not found'),
    act: ({ id }: Execution) => engine.deleteExecution(caller, id, { force, ...kept }),
  })

  return {
    async 'executions.kill'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const cascade = call.query.isOnKillCascade
      try {
        await engine.kill(call.caller, id, { cascade })
      } catch (error) {
        // With the cascade, killing what has ended is no mistake (observed/api.md F56).
        if (!cascade || !isAppError(error) || error.code !== 'EXECUTION_FINISHED') throw error
      }
      return { status: 202 }
    },
    async 'executions.killByIds'(call) {
      return { status: 200, json: await actOnIds({ executions, call }, call.body.value, kill(call.caller)) }
    },
    async 'executions.killByQuery'(call) {
      const source = { query: call.rawQuery, body: call.body?.value, now: clock.now() }
      return { status: 200, json: await actOnMatching({ executions, call }, source, kill(call.caller)) }
    },
    async 'executions.remove'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      await engine.deleteExecution(call.caller, id, { force: true, ...keptOf(call.query) })
      return { status: 204 }
    },
    async 'executions.removeByIds'(call) {
      const action = remove(call.caller, call.query.includeNonTerminated, keptOf(call.query))
      return { status: 200, json: await actOnIds({ executions, call }, call.body.value, action) }
    },
    async 'executions.removeByQuery'(call) {
      const source = { query: call.rawQuery, body: call.body?.value, now: clock.now() }
      const action = remove(call.caller, call.query.includeNonTerminated, keptOf(call.query))
      return { status: 200, json: await actOnMatching({ executions, call }, source, action) }
    },
  }
}

/** What is said not to be deleted is kept. */
function keptOf({
  deleteLogs,
  deleteMetrics,
  deleteStorage,
}: {
  readonly deleteLogs: boolean
  readonly deleteMetrics: boolean
  readonly deleteStorage: boolean
}): DeleteOptions {
  return { keepLogs: !deleteLogs, keepMetrics: !deleteMetrics, keepFiles: !deleteStorage }
}

function toAddress(executionId: string, taskRunId?: string): RequestAddress {
  return { executionId, ...(taskRunId === undefined ? {} : { taskRunId }) }
}
