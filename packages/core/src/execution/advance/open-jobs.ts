import type { PlanNode } from '../plan.ts'
import { isToBeStarted } from '../state.ts'
import type { TaskRun, WorkPhase } from '../task-run.ts'

/**
 * The jobs that a task run has out, by their index (`Job.attempt`): its attempt with a worker, the start of its child, the starts of
 * batches, or a phase of its work. Whatever comes home for another job counts for nothing.
 */
export function openJobs(node: PlanNode | null, run: TaskRun): readonly number[] {
  const { waiting, attempts, state } = run
  if (waiting?.kind === 'child') return isToBeStarted(state) ? [attempts.length] : []
  if (waiting?.kind === 'batches') return run.progress?.ready ?? []
  if (state !== 'RUNNING') return []
  if (waiting?.kind === 'work') return [workJob(run, waiting.phase)]
  const kind = node?.type?.kind
  return kind === 'inline' || kind === 'flowable' ? [] : [attempts.length - 1]
}

/** Two phases of one attempt are two jobs: the second may be asked for before the first is off the books of its worker. */
export function workJob({ attempts }: TaskRun, phase: WorkPhase): number {
  return (attempts.length - 1) * 2 + (phase === 'capture' ? 1 : 0)
}
