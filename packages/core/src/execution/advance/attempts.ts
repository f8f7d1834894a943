import type { Failure } from '../../errors/failure.ts'
import { isToBeStarted, type State, type StateEntry } from '../state.ts'
import type { Attempt, TaskRun } from '../task-run.ts'
import { nodeOf, type Step } from './step.ts'

/** Begins a new attempt, which runs from now on. */
export function startAttempt(step: Step, taskRunId: string): TaskRun {
  const at = step.draft.now
  const started: Attempt = {
    state: 'RUNNING',
    histories: [
      { state: 'CREATED', at },
      { state: 'RUNNING', at },
    ],
    failure: null,
  }
  const { attempts } = step.draft.taskRun(taskRunId)
  return step.draft.updateTaskRun(taskRunId, { attempts: [...attempts, started] })
}

/** Ends the attempt that is going on; a task run whose work never began gets one that ended at once. */
export function endAttempt(step: Step, taskRunId: string, state: State, failure: Failure | null = null): TaskRun {
  const at = step.draft.now
  const { attempts } = step.draft.taskRun(taskRunId)
  const last = attempts.at(-1)
  const open = last?.state === 'RUNNING' ? last : null
  const before: readonly StateEntry[] = open?.histories ?? [{ state: 'CREATED', at }]
  const ended: Attempt = { state, histories: [...before, { state, at }], failure }
  const earlier = open === null ? attempts : attempts.slice(0, -1)
  return step.draft.updateTaskRun(taskRunId, { attempts: [...earlier, ended] })
}

/** The attempt that a job of this task run is for: an attempt with a worker, or the start of a child. Null without a job. */
export function openJob(step: Step, run: TaskRun): number | null {
  if (run.waiting?.kind === 'child') return isToBeStarted(run.state) ? run.attempts.length : null
  const kind = nodeOf(step, run)?.type?.kind
  const isLocal = kind === 'inline' || kind === 'flowable'
  return run.state === 'RUNNING' && !isLocal ? run.attempts.length - 1 : null
}
