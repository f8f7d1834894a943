import type { Flow, Task } from '../flow/flow.ts'
import type { TaskCatalogue, TaskType } from '../task/task-type.ts'
import { branchesWithin } from './flowables/generated-children.ts'
import type { BranchName } from './progress.ts'

/** A container of child tasks: the flow itself, or a flowable task. Disabled tasks are left out. */
export interface PlanContainer {
  readonly branches: ReadonlyMap<BranchName, readonly PlanNode[]>
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
  /** True when the flow makes assertions that are read whenever something has ended. */
  readonly asserts: boolean
}

type Lists = readonly (readonly [BranchName, readonly Task[] | undefined])[]

/** Compiles a checked flow. Task ids are unique in a flow, so a task run finds its node by task id. */
export function compilePlan(flow: Flow, catalogue: TaskCatalogue): Plan {
  const nodes = new Map<string, PlanNode>()

  function branchesOf(lists: Lists, parent: PlanNode | null): ReadonlyMap<BranchName, readonly PlanNode[]> {
    return new Map(lists.map(([branch, tasks]) => [branch, enabled(tasks).map((task) => node(task, parent, branch))]))
  }

  function node(task: Task, parent: PlanNode | null, branch: BranchName): PlanNode {
    const branches = new Map<BranchName, readonly PlanNode[]>()
    const made: PlanNode = { task, type: catalogue.find(task.type) ?? null, parent, branch, branches }
    nodes.set(task.id, made)
    for (const [name, list] of branchesOf(listsOf(task), made)) branches.set(name, list)
    return made
  }

  const { tasks, errors, finally: last, afterExecution } = flow
  const lists: Lists = [
    ['tasks', tasks],
    ['errors', errors],
    ['finally', last],
    ['afterExecution', afterExecution],
    ...flow.listeners.map(({ tasks: own }, index) => [`listener:${index}`, own] as const),
  ]
  const asserts = flow.sla.some((sla) => sla.type === 'EXECUTION_ASSERTION')
  return { flow, root: { branches: branchesOf(lists, null) }, nodes, asserts }
}

function enabled(tasks: readonly Task[] | undefined): readonly Task[] {
  return (tasks ?? []).filter((task) => !task.disabled)
}

function listsOf(task: Task): Lists {
  const branches = branchesWithin(task)
  const { cases, onPause } = task
  const named = (['tasks', 'then', 'else', 'defaults', 'errors', 'finally'] as const).map(
    (name) => [name, branches[name]] as const,
  )
  return [
    ...named,
    ['onPause', onPause === undefined ? undefined : [onPause]],
    ...Object.entries(cases ?? {}).map(([key, tasks]) => [`case:${key}`, tasks] as const),
  ]
}
