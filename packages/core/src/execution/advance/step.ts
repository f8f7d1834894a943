import type { ValueMap } from '../../json/value.ts'
import type { Rendering } from '../context/rendering.ts'
import { isSideBranch } from '../final-state.ts'
import type { Plan, PlanNode } from '../plan.ts'
import type { BranchName, Progress } from '../progress.ts'
import { schedulingIn } from '../scheduling/of-task.ts'
import type { Scheduling, Work } from '../scheduling/scheduling.ts'
import { inSequence } from '../scheduling/sequential.ts'
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
  /** The context of a task run as it will be once it has these outputs. */
  renderingWith(run: TaskRun, outputs: ValueMap): Rendering
}

/** The node of a task run, or null when the flow revision has no such task (never for rows that this engine wrote). */
export function nodeOf(step: Step, run: TaskRun): PlanNode | null {
  return step.plan.nodes.get(run.taskId) ?? null
}

/** The tasks in one list of a container; null is the flow itself. */
export function branchOf(step: Step, taskRunId: string | null, branch: Progress['branch']): readonly PlanNode[] {
  const node = taskRunId === null ? null : nodeOf(step, step.draft.taskRun(taskRunId))
  // `done` is the name of no list.
  return (node ?? step.plan.root).branches.get(branch as BranchName) ?? []
}

/** What a container works off in its present branch. */
export function workOf(step: Step, taskRunId: string | null, { branch, values }: Progress): Work {
  const times = isSideBranch(branch) ? 1 : (values ?? 1)
  return { nodes: branchOf(step, taskRunId, branch), times }
}

/** The order in which a container creates the children of a branch. */
export function schedulingOf(step: Step, taskRunId: string | null, branch: Progress['branch']): Scheduling {
  const node = taskRunId === null ? null : nodeOf(step, step.draft.taskRun(taskRunId))
  return node === null ? inSequence : schedulingIn(node, branch)
}
