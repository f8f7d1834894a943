import type { ValueMap } from '../../json/value.ts'
import type { Step } from '../advance/step.ts'
import { nodeOf } from '../advance/step.ts'
import { endAttempt, endTaskRun, endWork, startAttempt } from '../advance/task-run-end.ts'
import { tolerate } from '../final-state.ts'
import type { State } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import type { Flowable } from './flowable.ts'

/**
 * Runs another flow as an execution of its own (engine.md 4.11 with observed/engine.md). The id of the child is chosen here,
 * before it exists, so that creating it again after a crash is harmless; the engine renders the properties and creates it.
 */
export const subflow: Flowable = {
  start(step, run) {
    step.draft.updateTaskRun(run.id, { waiting: { kind: 'child', executionId: step.draft.turn.ids.next() } })
    step.draft.addJob({
      kind: 'start-child',
      tenant: run.tenant,
      executionId: run.executionId,
      taskRunId: run.id,
      attempt: run.attempts.length,
      owner: step.draft.turn.owner,
      createdAt: step.draft.now,
    })
  },
}

/** The child exists: the task run is RUNNING, or done already when it does not wait. */
export function childStarted(
  step: Step,
  run: TaskRun,
  child: { readonly id: string; readonly namespace: string; readonly flowId: string },
): void {
  step.draft.removeJob(run.id, run.attempts.length)
  step.draft.enterTaskRun(run.id, 'RUNNING')
  const started = step.draft.updateTaskRun(run.id, { attempts: startAttempt(step, run) })
  const link = `[[link execution="${child.id}" flowId="${child.flowId}" namespace="${child.namespace}"]]`
  step.draft.log(started, 'INFO', `Created new execution ${link}`, nodeOf(step, run)?.task.logLevel)
  if (option(step, run, 'wait', true)) return
  endWork(step, run.id, 'SUCCESS', { executionId: child.id, state: 'CREATED' }, null)
}

/** The child could not be created: the task run fails from CREATED (observed: sf-missing-flow). */
export function childRefused(step: Step, run: TaskRun, message: string): void {
  step.draft.removeJob(run.id, run.attempts.length)
  step.draft.log(run, 'ERROR', message, nodeOf(step, run)?.task.logLevel)
  step.draft.log(null, 'ERROR', message)
  endWork(step, run.id, 'FAILED', {}, { kind: 'subflow', code: 'SUBFLOW_REFUSED', message, retryable: false })
}

/** The child has ended: its state decides the task run's (table in engine.md 4.11). */
export function childEnded(step: Step, run: TaskRun, childId: string, state: State, outputs: ValueMap | null): void {
  const task = nodeOf(step, run)?.task
  const transmit = option(step, run, 'transmitFailed', true)
  const passed: State =
    transmit && (state === 'FAILED' || state === 'WARNING' || state === 'KILLED') ? state : 'SUCCESS'
  const final = tolerate(passed, task?.allowFailure ?? false, task?.allowWarning ?? false)
  step.draft.putOutputs(
    run,
    outputs === null ? { executionId: childId, state } : { executionId: childId, state, outputs },
  )
  if (passed === 'FAILED' || passed === 'WARNING') {
    const text = `The subflow's execution ${childId} ended in ${state}`
    step.draft.log(run, passed === 'FAILED' ? 'ERROR' : 'WARN', text, task?.logLevel)
  }
  // A failure that is not passed on still shows in the history: RUNNING, FAILED, SUCCESS (observed L702).
  if (state === 'FAILED' && final !== 'FAILED') step.draft.enterTaskRun(run.id, 'FAILED')
  step.draft.updateTaskRun(run.id, { attempts: endAttempt(step, run, final) })
  endTaskRun(step, run.id, final)
}

function option(step: Step, run: TaskRun, name: string, fallback: boolean): boolean {
  const value = nodeOf(step, run)?.task.properties[name]
  if (value === undefined || value === null) return fallback
  return value === true || value === 'true'
}
