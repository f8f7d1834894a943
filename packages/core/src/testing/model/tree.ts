/** What a random flow can be made of. */
export type TreeKind =
  | 'log'
  | 'fail'
  | 'work'
  | 'exit'
  | 'pause'
  | 'subflow'
  | 'sequential'
  | 'allowFailure'
  | 'parallel'
  | 'dag'
  | 'if'
  | 'switch'
  | 'forEach'
  | 'eachSequential'
  | 'eachParallel'
  | 'loopUntil'

/** How an expression comes out. `asked` needs an answer of the world outside, which may not exist. */
export type Truth = 'yes' | 'no' | 'broken' | 'asked'

export interface TreeRetry {
  readonly maxAttempts: number
  readonly newExecution: boolean
  readonly warns: boolean
}

export type Behavior = 'RESUME' | 'WARN' | 'FAIL' | 'CANCEL'

/** A task of a random flow as the reference model reads it. Members that its kind does not use have the values of `PLAIN`. */
export interface TreeTask {
  readonly id: string
  readonly kind: TreeKind
  readonly disabled: boolean
  readonly runIf: Truth
  readonly allowFailure: boolean
  readonly allowWarning: boolean
  readonly retry: TreeRetry | null
  /** By name: `tasks`, `then`, `else`, `defaults`, `case:a`, `errors`, `finally`, `onPause`; of the flow also `afterExecution`. */
  readonly lists: Readonly<Record<string, readonly TreeTask[]>>
  /** Whether a log can be written; the condition of an If. */
  readonly truth: Truth
  /** What a Switch chooses by; null cannot be rendered. */
  readonly choice: string | null
  /** How many children may run side by side; 0 is no limit. */
  readonly limit: number
  /** Of a loop; null cannot be rendered. */
  readonly values: readonly string[] | null
  /** Of a child of a Dag: the ids of its siblings that it waits for. */
  readonly dependsOn: readonly string[]
  /** Of a Pause; `broken` cannot be rendered, null waits for ever. */
  readonly deadline: Behavior | 'broken' | null
  /** Of a Subflow. */
  readonly waits: boolean
  readonly passesOn: boolean
  readonly exit: 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED' | 'CANCELLED'
  /** Of a LoopUntil: how many rounds it makes at most, and what it is then. */
  readonly rounds: number
  readonly endsBy: 'condition' | 'limit' | 'failing limit' | 'broken condition'
}

export const PLAIN: TreeTask = {
  id: '',
  kind: 'log',
  disabled: false,
  runIf: 'yes',
  allowFailure: false,
  allowWarning: false,
  retry: null,
  lists: {},
  truth: 'yes',
  choice: null,
  limit: 0,
  values: [],
  dependsOn: [],
  deadline: null,
  waits: true,
  passesOn: true,
  exit: 'SUCCESS',
  rounds: 1,
  endsBy: 'limit',
}

const SIDE_LISTS: ReadonlySet<string> = new Set(['errors', 'finally', 'afterExecution', 'onPause'])

/** True for lists whose tasks have no say in how their container ends. */
export function isSideList(name: string): boolean {
  return SIDE_LISTS.has(name)
}

/** Numbers the tasks in the order of the text: `t1`, `t2` ... A Dag's dependencies are given as places in its list before. */
export function numbered(flow: TreeTask): TreeTask {
  let last = 0
  const visit = (task: TreeTask): TreeTask => {
    const id = `t${++last}`
    return { ...task, id, lists: visitLists(task) }
  }
  const visitLists = (task: TreeTask) =>
    Object.fromEntries(
      Object.entries(task.lists).map(([name, tasks]) => {
        const made = tasks.map(visit)
        return [name, made.map((one) => ({ ...one, dependsOn: one.dependsOn.map((at) => made[Number(at)]?.id ?? '') }))]
      }),
    )
  return { ...flow, id: 'random', lists: visitLists(flow) }
}

/** Every task of a flow, the flow itself first. */
export function everyTask(flow: TreeTask): readonly TreeTask[] {
  return [flow, ...Object.values(flow.lists).flatMap((tasks) => tasks.flatMap(everyTask))]
}
