import type { Step } from '../advance/step.ts'
import type { PlanNode } from '../plan.ts'
import type { TaskRun } from '../task-run.ts'

/**
 * What a flowable task does when its turn comes. The task run is CREATED and its `runIf` holds. Render first, change rows
 * afterwards: a pending signal may end the step at any rendering.
 */
export interface Flowable {
  start(step: Step, run: TaskRun, node: PlanNode): void
  /** Takes up a task run that is RUNNING without children: only needed by flowables with a second step of their own. */
  resume?(step: Step, run: TaskRun): void
}
