import type { Failure } from '../../errors/failure.ts'
import type { ValueMap } from '../../json/value.ts'
import { tolerate } from '../final-state.ts'
import type { State } from '../state.ts'
import { endAttempt } from './attempts.ts'
import { retryLater, warnsOfRetry } from './retry.ts'
import { nodeOf, type Step } from './step.ts'
import { endTaskRun } from './task-run-end.ts'

/**
 * Ends the attempt of a task whose work gave `state`. The task run ends with it, unless it is tried again: `allowFailure` and
 * `allowWarning` apply to what is left in the end, its attempts keep the true states.
 */
export function endWork(step: Step, taskRunId: string, state: State, outputs: ValueMap, failure: Failure | null): void {
  const run = endAttempt(step, taskRunId, state, failure)
  if (Object.keys(outputs).length > 0) step.draft.putOutputs(run, outputs)
  if (state === 'FAILED' && retryLater(step, run)) return
  const task = nodeOf(step, run)?.task
  const shown = state === 'SUCCESS' && warnsOfRetry(step, run) ? 'WARNING' : state
  endTaskRun(step, taskRunId, tolerate(shown, task?.allowFailure ?? false, task?.allowWarning ?? false))
}

/** Fails the work of a task; the message of the failure becomes an ERROR line of its log. */
export function failWork(step: Step, taskRunId: string, failure: Omit<Failure, 'retryable'>): void {
  logFailure(step, taskRunId, failure)
  endWork(step, taskRunId, 'FAILED', {}, { ...failure, retryable: false })
}

/** Fails a task run for good: what a retry would only find again, such as an unknown type or a flowable that cannot begin. */
export function failTaskRun(step: Step, taskRunId: string, failure: Omit<Failure, 'retryable'>): void {
  logFailure(step, taskRunId, failure)
  const run = endAttempt(step, taskRunId, 'FAILED', { ...failure, retryable: false })
  const task = nodeOf(step, run)?.task
  endTaskRun(step, taskRunId, tolerate('FAILED', task?.allowFailure ?? false, task?.allowWarning ?? false))
}

function logFailure(step: Step, taskRunId: string, { message }: Omit<Failure, 'retryable'>): void {
  const run = step.draft.taskRun(taskRunId)
  step.draft.log(run, 'ERROR', message, nodeOf(step, run)?.task.logLevel)
}
