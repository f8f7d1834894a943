import type { Task } from '../../flow/flow.ts'
import { LITERAL_RENDERER } from '../../task/properties/property-builder.ts'
import { callOffJobs, endAttempt, startAttempt } from '../advance/attempts.ts'
import { retryLater } from '../advance/retry.ts'
import { nodeOf, type Step } from '../advance/step.ts'
import { endTaskRun } from '../advance/task-run-end.ts'
import { endWork, failWork } from '../advance/work-end.ts'
import type { ExecutionEvent } from '../events.ts'
import { tolerate } from '../final-state.ts'
import type { State } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import type { Flowable } from './flowable.ts'
import { SUBFLOW_PROPERTIES } from './subflow-properties.ts'

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
  callOffJobs(step, run)
  step.draft.enterTaskRun(run.id, 'RUNNING')
  const started = startAttempt(step, run.id)
  const link = `[[link execution="${child.id}" flowId="${child.flowId}" namespace="${child.namespace}"]]`
  const task = nodeOf(step, run)?.task
  step.draft.log(started, 'INFO', `Created new execution ${link}`, task?.logLevel)
  if (isOn(task, 'wait')) return
  endWork(step, run.id, 'SUCCESS', { executionId: child.id, state: 'CREATED' }, null)
}

/** The child could not be created: the task run fails from CREATED (observed: sf-missing-flow). */
export function childRefused(step: Step, run: TaskRun, message: string): void {
  callOffJobs(step, run)
  failWork(step, run.id, { kind: 'subflow', code: 'SUBFLOW_REFUSED', message })
  step.draft.log(null, 'ERROR', message)
}

/** The child has ended: its state decides the task run's (table in engine.md 4.11). */
export function childEnded(
  step: Step,
  run: TaskRun,
  { childId, state, outputs, outputsFailure }: Extract<ExecutionEvent, { kind: 'child-ended' }>,
): void {
  callOffJobs(step, run)
  const task = nodeOf(step, run)?.task
  if (outputsFailure !== undefined) {
    step.draft.log(run, 'WARN', `Failed to extract outputs: ${outputsFailure}`, task?.logLevel)
    step.draft.putOutputs(run, { executionId: childId, state })
    const failed = tolerate('FAILED', task?.allowFailure ?? false, task?.allowWarning ?? false)
    endAttempt(step, run.id, failed)
    return endTaskRun(step, run.id, failed)
  }
  const passed = isOn(task, 'transmitFailed') && PASSED_ON.has(state) ? state : 'SUCCESS'
  const final = tolerate(passed, task?.allowFailure ?? false, task?.allowWarning ?? false)
  step.draft.putOutputs(run, { executionId: childId, state, ...(outputs === null ? {} : { outputs }) })
  if (passed === 'FAILED' || passed === 'WARNING') {
    const text = `The subflow's execution ${childId} ended in ${state}`
    step.draft.log(run, passed === 'FAILED' ? 'ERROR' : 'WARN', text, task?.logLevel)
  }
  // A failure that is not passed on still shows in the history: RUNNING, FAILED, SUCCESS (observed L702).
  if (state === 'FAILED') step.draft.enterTaskRun(run.id, 'FAILED')
  if (passed === 'FAILED') {
    const { attempts } = step.draft.taskRun(run.id)
    if (retryLater(step, endAttempt(step, run.id, 'FAILED'))) return
    // The last attempt shows what the task run ends in, a tolerated failure too.
    step.draft.updateTaskRun(run.id, { attempts })
  }
  endAttempt(step, run.id, final)
  endTaskRun(step, run.id, final)
}

/** States of a child that become those of the task run. A cancelled child counts as a success in Kestra. */
const PASSED_ON: ReadonlySet<State> = new Set(['FAILED', 'WARNING', 'KILLED'])

/** What a restart does about the execution that failed. */
export function restartsItsChild({ properties }: Task): boolean {
  const { restartBehavior } = SUBFLOW_PROPERTIES
  return restartBehavior.render(properties.restartBehavior, LITERAL_RENDERER, 'restartBehavior') === 'RETRY_FAILED'
}

function isOn(task: Task | undefined, name: 'wait' | 'transmitFailed'): boolean {
  return SUBFLOW_PROPERTIES[name].render(task?.properties[name], LITERAL_RENDERER, name)
}
