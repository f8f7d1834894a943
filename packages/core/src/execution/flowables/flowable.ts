import type { Step } from '../advance/step.ts'
import type { AttemptResult } from '../events.ts'
import type { PlanNode } from '../plan.ts'
import type { State } from '../state.ts'
import type { TaskRun } from '../task-run.ts'

/**
 * What a flowable task does. Render first, change rows afterwards: a pending signal may end the step at any rendering. Only
 * `start` is needed; the other members are for flowables with more to do. In which order children run says `scheduling`.
 */
export interface Flowable {
  /** The task run is CREATED and its `runIf` holds. */
  start(step: Step, run: TaskRun, node: PlanNode): void
  /** Takes up a task run that is RUNNING without children: only needed by flowables with a second step of their own. */
  resume?(step: Step, run: TaskRun): void
  /**
   * Its normal children have all ended, or one of them ended the list by failing or being killed (`stopped`). `goes on` when it is
   * not over with that.
   */
  listDone?(step: Step, run: TaskRun, node: PlanNode, stopped: boolean): 'goes on' | 'is over'
  /** A worker has done what the task run waited for. */
  workDone?(step: Step, run: TaskRun, result: AttemptResult): void
  /** The state in which its task run ends, instead of the one that its children stand for. */
  finalState?(derived: State, node: PlanNode): State
}
