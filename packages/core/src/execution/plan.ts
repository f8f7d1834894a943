import type { Flow, Task } from '../flow/flow.ts'
import type { TaskCatalogue, TaskType } from '../task/task-type.ts'
import type { BranchName } from './progress.ts'

/** A container of child tasks: the flow itself, or a flowable task. Disabled tasks are left out. */
export interface PlanContainer {
  readonly branches: Readonly<Partial<Record<BranchName, readonly PlanNode[]>>>
  readonly cases: ReadonlyMap<string, readonly PlanNode[]>
}

/** A task in its place. `type` is null when this server does not know the type: the task then fails when it is reached. */
export interface PlanNode extends PlanContainer {
  readonly task: Task
  readonly type: TaskType | null
  /** Null at the top level. */
  readonly parent: PlanNode | null
  /** The list of the parent (or of the flow) that holds it. */
  readonly branch: BranchName
}

/** A flow compiled for `advance()`: immutable, shared by all executions of the revision. */
export interface Plan {
  readonly flow: Flow
  readonly root: PlanContainer
  readonly nodes: ReadonlyMap<string, PlanNode>
}

/** Compiles a checked flow. Task ids are unique in a flow, so a task run finds its node by task id. */
export function compilePlan(flow: Flow, catalogue: TaskCatalogue): Plan {
  const nodes = new Map<string, PlanNode>()

  function list(tasks: readonly Task[] | undefined, parent: PlanNode | null, branch: BranchName): PlanNode[] {
    return (tasks ?? []).filter((task) => !task.disabled).map((task) => node(task, parent, branch))
  }

  function node(task: Task, parent: PlanNode | null, branch: BranchName): PlanNode {
    const branches: Partial<Record<BranchName, readonly PlanNode[]>> = {}
    const cases = new Map<string, readonly PlanNode[]>()
    const made: PlanNode = { task, type: catalogue.find(task.type) ?? null, parent, branch, branches, cases }
    nodes.set(task.id, made)
    for (const name of ['tasks', 'then', 'else', 'defaults', 'errors', 'finally'] as const) {
      if (task.branches[name] !== undefined) branches[name] = list(task.branches[name], made, name)
    }
    for (const [key, tasks] of Object.entries(task.cases ?? {})) cases.set(key, list(tasks, made, 'cases'))
    return made
  }

  const root: PlanContainer = {
    branches: {
      tasks: list(flow.tasks, null, 'tasks'),
      errors: list(flow.errors, null, 'errors'),
      finally: list(flow.finally, null, 'finally'),
      afterExecution: list(flow.afterExecution, null, 'afterExecution'),
    },
    cases: new Map(),
  }
  return { flow, root, nodes }
}
