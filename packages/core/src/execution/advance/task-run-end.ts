import type { Failure, FailureKind } from '../../errors/failure.ts'
import type { ValueMap } from '../../json/value.ts'
import { isSideBranch, startProgress, tolerate } from '../final-state.ts'
import type { Progress } from '../progress.ts'
import type { State } from '../state.ts'
import type { Attempt, TaskRun } from '../task-run.ts'
import { nodeOf, type Step } from './step.ts'

/** The attempt that is going on, moved to `state`; a task run without one gets its first. */
export function endAttempt(step: Step, run: TaskRun, state: State, failure: Failure | null = null): readonly Attempt[] {
  const current = run.attempts.at(-1)
  const open = current !== undefined && current.state === 'RUNNING'
  const histories = open ? current.histories : [{ state: 'CREATED' as State, at: step.draft.now }]
  const ended: Attempt = { state, histories: [...histories, { state, at: step.draft.now }], failure }
  return open ? [...run.attempts.slice(0, -1), ended] : [...run.attempts, ended]
}

/** A new attempt that runs now. */
export function startAttempt(step: Step, run: TaskRun): readonly Attempt[] {
  const at = step.draft.now
  const started: Attempt = {
    state: 'RUNNING',
    histories: [
      { state: 'CREATED', at },
      { state: 'RUNNING', at },
    ],
    failure: null,
  }
  return [...run.attempts, started]
}

/** Ends a task run in `state`, as it is, and tells its container. */
export function endTaskRun(step: Step, taskRunId: string, state: State): void {
  const run = step.draft.enterTaskRun(taskRunId, state)
  if (run.waiting !== null) step.draft.updateTaskRun(taskRunId, { waiting: null })
  childEnded(step, run, state)
}

/** Ends a task run whose work gave `state`: `allowFailure` and `allowWarning` apply, its attempt keeps the true state. */
export function endWork(step: Step, taskRunId: string, state: State, outputs: ValueMap, failure: Failure | null): void {
  const run = step.draft.taskRun(taskRunId)
  const task = nodeOf(step, run)?.task
  step.draft.updateTaskRun(taskRunId, { attempts: endAttempt(step, run, state, failure) })
  if (Object.keys(outputs).length > 0) step.draft.putOutputs(run, outputs)
  endTaskRun(step, taskRunId, tolerate(state, task?.allowFailure ?? false, task?.allowWarning ?? false))
}

/** Fails a task run with a message, which becomes its ERROR log line. */
export function failTaskRun(step: Step, taskRunId: string, kind: FailureKind, code: string, message: string): void {
  const run = step.draft.taskRun(taskRunId)
  step.draft.log(run, 'ERROR', message, nodeOf(step, run)?.task.logLevel)
  endWork(step, taskRunId, 'FAILED', {}, { kind, code, message, retryable: false })
}

/** Where a container stands; `null` is the flow itself. */
export function progressOf(step: Step, taskRunId: string | null): Progress {
  const progress = taskRunId === null ? step.draft.execution.progress : step.draft.taskRun(taskRunId).progress
  return progress ?? startProgress('tasks')
}

export function setProgress(step: Step, taskRunId: string | null, progress: Progress): void {
  if (taskRunId === null) step.draft.updateExecution({ progress })
  else step.draft.updateTaskRun(taskRunId, { progress })
}

function childEnded(step: Step, run: TaskRun, state: State): void {
  const node = nodeOf(step, run)
  const parent = run.parentId === null ? null : step.draft.findTaskRun(run.parentId)
  if (parent !== null && (parent === undefined || parent.progress === null)) return
  const progress = progressOf(step, run.parentId)
  const counted = node !== null && !isSideBranch(node.branch)
  const counts = counted ? { ...progress.counts, [state]: (progress.counts[state] ?? 0) + 1 } : progress.counts
  setProgress(step, run.parentId, { ...progress, active: Math.max(0, progress.active - 1), counts })
  step.agenda.push({ kind: 'progress', taskRunId: run.parentId })
}
