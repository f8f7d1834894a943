import type { Rendering } from '../context/rendering.ts'
import type { Plan, PlanContainer, PlanNode } from '../plan.ts'
import type { TaskRun } from '../task-run.ts'
import type { Agenda } from './agenda.ts'
import type { Draft } from './draft.ts'

/** What every step of a turn works with. */
export interface Step {
  readonly draft: Draft
  readonly plan: Plan
  readonly agenda: Agenda
  /** The context of a task run (null: of the execution alone). Rendering may throw a pending signal: render before you change anything. */
  rendering(run: TaskRun | null): Rendering
}

/** The node of a task run, or null when the flow revision has no such task (never for rows that this engine wrote). */
export function nodeOf(step: Step, run: TaskRun): PlanNode | null {
  return step.plan.nodes.get(run.taskId) ?? null
}

/** The container of a task run id; null is the flow itself. */
export function containerOf(step: Step, taskRunId: string | null): PlanContainer {
  if (taskRunId === null) return step.plan.root
  return step.plan.nodes.get(step.draft.taskRun(taskRunId).taskId) ?? step.plan.root
}
