import { BY_FLOW } from '../../audit/event.ts'
import { startProgress } from '../final-state.ts'
import type { TaskRun } from '../task-run.ts'
import { isRoundDue, pickUp } from './pick-up.ts'
import type { Step } from './step.ts'
import { stopTaskRun } from './stop.ts'

/** The interval is over: the loop is RUNNING, and its next round begins in a step of its own, which may have to ask. */
export function endInterval(step: Step, taskRunId: string): void {
  const { draft } = step
  const run = draft.findTaskRun(taskRunId)
  if (run?.waiting?.kind !== 'interval' || run.state !== 'PAUSED') return
  draft.disarmTimer(run.id)
  draft.enterTaskRun(run.id, 'RUNNING')
  step.agenda.push({ kind: 'round', taskRunId: run.id })
  if (draft.execution.state !== 'PAUSED' || draft.liveTaskRuns().some((other) => other.state === 'PAUSED')) return
  draft.enter('RUNNING')
  pickUp(step)
}

/** The task runs of the round before go, with what a gate among them still runs beside itself, and a new round begins. */
export function beginNextRound(step: Step, taskRunId: string): void {
  const { draft } = step
  const run = draft.findTaskRun(taskRunId)
  if (run === undefined || !isRoundDue(run)) return
  const round = (run.progress?.round ?? 0) + 1
  const left = draft.liveTaskRuns().filter((one) => isInside(step, one, run.id))
  // Its answers are needed first: a step changes nothing before.
  const below = draft.rowsBelow(run.id)
  for (const one of left) stopTaskRun(step, one, 'KILLED', BY_FLOW)
  draft.remove(below)
  // A loop that is itself repeated by the loop around it keeps the number of that iteration.
  const around = run.parentId === null ? undefined : draft.taskRun(run.parentId).progress
  const isRepeated = around?.values !== undefined || around?.round !== undefined
  const iteration = isRepeated ? run.iteration : round
  draft.updateTaskRun(run.id, { waiting: null, iteration, progress: { ...startProgress('tasks'), round } })
  step.agenda.push({ kind: 'progress', taskRunId: run.id })
}

function isInside(step: Step, run: TaskRun, containerId: string): boolean {
  if (run.parentId === null || run.parentId === containerId) return run.parentId !== null
  return isInside(step, step.draft.taskRun(run.parentId), containerId)
}
