import type { Flow, Task } from './flow.ts'

/** What the text of a flow says about the order in which its tasks run. */
export interface TaskOrder {
  /**
   * True when `other` can only run after `task`. False when it runs before, beside or instead of it, when one of them holds
   * the other, when both are repeated together, and for ids that the flow does not have.
   */
  isLater(task: string, other: string): boolean
}

/** One turn on the way from the flow down to a task. */
interface Step {
  /** The container whose children this step chooses from; null for the flow itself. */
  readonly container: Task | null
  /** Groups of a container run one after another; of the same group only one list runs. */
  readonly group: number
  readonly list: string
  readonly index: number
}

type TaskLists = Pick<Flow, 'tasks' | 'errors' | 'finally' | 'afterExecution'>

const CORE = 'io.kestra.plugin.core.flow'

/** Containers that run their children once and one after another; of every other type nothing is said. */
const SEQUENTIAL_TYPES: ReadonlySet<string> = new Set(
  ['Sequential', 'If', 'Switch', 'AllowFailure', 'WorkingDirectory', 'Pause'].map((name) => `${CORE}.${name}`),
)

const ERRORS_GROUP = 1
const FINALLY_GROUP = 2
const AFTER_EXECUTION_GROUP = 3

/** Reads the order of the tasks of a flow once, to be asked for any two of them. */
export function createTaskOrder(flow: TaskLists): TaskOrder {
  const ways = new Map<string, readonly Step[]>()
  const visit = (tasks: readonly Task[], way: readonly Step[], at: Omit<Step, 'index'>): void => {
    for (const [index, task] of tasks.entries()) {
      const here = [...way, { ...at, index }]
      ways.set(task.id, here)
      for (const [list, group, children] of childLists(task)) visit(children, here, { container: task, group, list })
    }
  }
  visit(flow.tasks, [], { container: null, group: 0, list: 'tasks' })
  visit(flow.errors, [], { container: null, group: ERRORS_GROUP, list: 'errors' })
  visit(flow.finally, [], { container: null, group: FINALLY_GROUP, list: 'finally' })
  visit(flow.afterExecution, [], { container: null, group: AFTER_EXECUTION_GROUP, list: 'afterExecution' })
  return {
    isLater: (task, other) => isLater(ways.get(task) ?? [], ways.get(other) ?? []),
  }
}

type ChildList = readonly [list: string, group: number, children: readonly Task[]]

function childLists({ branches, cases }: Task): readonly ChildList[] {
  const named = Object.entries(branches).map(([name, children]): ChildList => [name, groupOf(name), children])
  return [...named, ...Object.entries(cases ?? {}).map(([key, children]): ChildList => [`cases.${key}`, 0, children])]
}

function groupOf(branch: string): number {
  if (branch === 'errors') return ERRORS_GROUP
  return branch === 'finally' ? FINALLY_GROUP : 0
}

/** Walks both ways from the flow down to where they part; whoever comes there decides. */
function isLater(way: readonly Step[], other: readonly Step[]): boolean {
  for (const [depth, step] of way.entries()) {
    const beside = other[depth]
    if (beside === undefined) return false
    if (step.container !== null && !SEQUENTIAL_TYPES.has(step.container.type)) return false
    if (step.group !== beside.group) return step.group < beside.group
    if (step.list !== beside.list) return false
    if (step.index !== beside.index) return step.index < beside.index
  }
  return false
}
