import type { Failure } from '../../errors/failure.ts'
import type { State, StateEntry } from '../state.ts'
import type { Attempt, TaskRun } from '../task-run.ts'
import { openJobs } from './open-jobs.ts'
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

/** Calls off every job that a task run has out. */
export function callOffJobs(step: Step, run: TaskRun): void {
  for (const job of openJobs(nodeOf(step, run), run)) step.draft.removeJob(run.id, job)
}
