import { startAttempt } from '../advance/attempts.ts'
import { handToWorker, takeWork } from '../advance/container-work.ts'
import { progressOf } from '../advance/task-run-end.ts'
import { startProgress } from '../final-state.ts'
import type { PlanNode } from '../plan.ts'
import type { WorkPhase } from '../task-run.ts'
import type { Flowable } from './flowable.ts'

/** Properties that give a worker something to do before the children begin, and after they have ended. */
const PHASES = {
  prepare: ['inputFiles', 'namespaceFiles', 'cache'],
  capture: ['outputFiles', 'cache'],
} as const satisfies Record<WorkPhase, readonly string[]>

/**
 * Its tasks one after another in one directory (engine.md 4.9; observed: wd-*). Before and after them a worker fills the directory
 * and stores what is wanted of it; what goes wrong there fails the task like a failed child. Files are stored after a failure too.
 */
export const workingDirectory: Flowable = {
  start(step, run, node) {
    step.draft.enterTaskRun(run.id, 'RUNNING')
    startAttempt(step, run.id)
    step.draft.updateTaskRun(run.id, { progress: startProgress('tasks') })
    if (has(node, 'prepare')) return handToWorker(step, run.id, 'prepare')
    step.agenda.push({ kind: 'progress', taskRunId: run.id })
  },

  listDone(step, run, node) {
    const { captured, counts } = progressOf(step, run.id)
    if (captured === true || (counts.KILLED ?? 0) > 0 || !has(node, 'capture')) return 'is over'
    handToWorker(step, run.id, 'capture')
    return 'goes on'
  },

  workDone: takeWork,
}

function has({ task }: PlanNode, phase: WorkPhase): boolean {
  return PHASES[phase].some((name) => (task.properties[name] ?? null) !== null)
}
