import { startProgress } from '../final-state.ts'
import { isTerminated } from '../state.ts'
import { pickUp } from './pick-up.ts'
import type { Step } from './step.ts'

/** The interval is over: the task runs of the round before go, and a new round begins. */
export function beginNextRound(step: Step, taskRunId: string): void {
  const { draft } = step
  const run = draft.findTaskRun(taskRunId)
  if (run?.waiting?.kind !== 'interval' || run.state !== 'PAUSED' || isTerminated(draft.execution.state)) return
  const round = (run.progress?.round ?? 0) + 1
  draft.removeBelow(run.id)
  draft.disarmTimer(run.id)
  draft.enterTaskRun(run.id, 'RUNNING')
  draft.updateTaskRun(run.id, { waiting: null, iteration: round, progress: { ...startProgress('tasks'), round } })
  step.agenda.push({ kind: 'progress', taskRunId: run.id })
  if (draft.liveTaskRuns().some((other) => other.state === 'PAUSED')) return
  draft.enter('RUNNING')
  pickUp(step)
}
