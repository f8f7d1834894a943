import { isSideBranch } from '../execution/final-state.ts'
import type { Plan, PlanContainer, PlanNode } from '../execution/plan.ts'
import type { BranchName } from '../execution/progress.ts'
import type { TaskRun } from '../execution/task-run.ts'
import type { Task } from '../flow/flow.ts'

/** How a task follows what stands before it (api.md 2.7). */
export type RelationType = 'SEQUENTIAL' | 'CHOICE' | 'ERROR' | 'FINALLY' | 'AFTER_EXECUTION' | 'PARALLEL' | 'DYNAMIC'

/** A box of the drawing: a task, or a point where a container begins, ends, or turns to its last tasks. */
export interface GraphNode {
  /** `root.` and the ids of the tasks around it. */
  readonly uid: string
  readonly kind: 'task' | 'start' | 'end' | 'finally' | 'after-execution'
  readonly task: Task | null
  readonly taskRun: TaskRun | null
  /** Values of the loops around the task run, outermost first. */
  readonly values: readonly string[]
  readonly relation: RelationType | null
}

export interface GraphEdge {
  readonly source: string
  readonly target: string
  readonly relation: RelationType | null
  /** The case or branch that leads there, or the value of a loop. */
  readonly value: string | null
}

/** A container with everything drawn inside of it; `nodes` are uids. */
export interface GraphCluster {
  readonly uid: string
  readonly nodes: readonly string[]
  /** Uids of the clusters around it, outermost first. */
  readonly parents: readonly string[]
  readonly start: string
  readonly end: string
}

/** A flow, or one execution of it, as a drawing. */
export interface FlowGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  readonly clusters: readonly GraphCluster[]
}

/** So many iterations of a loop are drawn; nobody can look at more. */
const MAX_ITERATIONS = 100

const FLOW = 'io.kestra.plugin.core.flow'

/** How containers lead to their first task; those that are not named go on in sequence. */
const RELATIONS: ReadonlyMap<string, RelationType> = new Map([
  [`${FLOW}.Parallel`, 'PARALLEL'],
  [`${FLOW}.Dag`, 'PARALLEL'],
  [`${FLOW}.EachParallel`, 'DYNAMIC'],
  [`${FLOW}.EachSequential`, 'DYNAMIC'],
  [`${FLOW}.ForEach`, 'DYNAMIC'],
  [`${FLOW}.Loop`, 'DYNAMIC'],
  [`${FLOW}.LoopUntil`, 'DYNAMIC'],
  [`${FLOW}.If`, 'CHOICE'],
  [`${FLOW}.Switch`, 'CHOICE'],
])

/**
 * Draws a flow: each task as a node, each container as a cluster with a start and an end, each way on as an edge. With task runs
 * every task has its run beside it, in loops one for each iteration (the first hundred).
 */
export function flowGraph(plan: Plan, taskRuns: readonly TaskRun[] = []): FlowGraph {
  return new Drawing(taskRuns).draw(plan)
}

/** Where a container is drawn. */
interface Frame {
  readonly uid: string
  readonly parents: readonly string[]
  readonly start: string
  readonly end: string
  /** What its first tasks follow: its own box, or for the flow the start. */
  readonly entry: string
  readonly relation: RelationType | null
  readonly run: TaskRun | null
  readonly values: readonly string[]
  /** The node of the container; null is the flow. */
  readonly node: PlanNode | null
}

/** Where a task that was drawn is entered and left. */
interface Ports {
  readonly first: string
  readonly last: string
}

class Drawing {
  readonly #children: ReadonlyMap<string, readonly TaskRun[]>
  readonly #nodes: GraphNode[] = []
  readonly #edges: GraphEdge[] = []
  readonly #clusters: { uid: string; nodes: string[]; parents: readonly string[]; start: string; end: string }[] = []

  constructor(taskRuns: readonly TaskRun[]) {
    this.#children = Map.groupBy(taskRuns, (run) => childKey(run.parentId, run.taskId))
  }

  draw({ root }: Plan): FlowGraph {
    const [start, end] = ['root.root', 'root.end']
    this.#point(start, 'start')
    this.#point(end, 'end')
    const frame = {
      uid: 'root',
      parents: [],
      start,
      end,
      entry: start,
      relation: null,
      run: null,
      values: [],
      node: null,
    }
    this.#fill(frame, root)
    return { nodes: this.#nodes, edges: this.#edges, clusters: this.#clusters }
  }

  /** The lists of a container; those that always run come last, one after the other. */
  #fill(frame: Frame, container: PlanContainer): void {
    const list = (name: BranchName) => container.branches.get(name) ?? []
    const after = this.#lastPart(frame, list('afterExecution'), 'after-execution', frame.end)
    const exit = this.#lastPart(frame, list('finally'), 'finally', after)
    const normal = [...container.branches].filter(([branch, tasks]) => !isSideBranch(branch) && tasks.length > 0)
    for (const [branch, tasks] of normal) this.#list(frame, tasks, exit, wayTaken(frame, branch))
    if (normal.length === 0) this.#edge(frame.entry, exit, null)
    // What a gate runs while it waits leads nowhere.
    for (const task of list('onPause')) {
      const { first } = this.#task(frame, task, this.#runsOf(frame, task)[0] ?? null, 'SEQUENTIAL')
      this.#edge(frame.entry, first, 'SEQUENTIAL', 'onPause')
    }
    this.#sequence(frame, list('errors'), { entry: frame.start, exit, first: 'ERROR', next: 'ERROR' }, null)
  }

  /** Draws a list that runs at the end behind a point of its own, and gives the uid where the parts before it lead. */
  #lastPart(frame: Frame, tasks: readonly PlanNode[], kind: 'finally' | 'after-execution', exit: string): string {
    if (tasks.length === 0) return exit
    const uid = `${frame.uid}.${kind}`
    this.#point(uid, kind, frame)
    const relation = kind === 'finally' ? 'FINALLY' : 'AFTER_EXECUTION'
    this.#sequence(frame, tasks, { entry: uid, exit, first: relation, next: relation }, null)
    return uid
  }

  #list(frame: Frame, tasks: readonly PlanNode[], exit: string, value: string | null): void {
    const { entry, relation } = frame
    const type = frame.node?.type?.type
    if (type === `${FLOW}.Dag`) return this.#dependencies(frame, tasks, exit)
    if (type === `${FLOW}.Parallel` || type === `${FLOW}.EachParallel`) {
      for (const task of tasks) this.#sequence(frame, [task], { entry, exit, first: relation, next: relation }, value)
      return
    }
    this.#sequence(frame, tasks, { entry, exit, first: relation, next: 'SEQUENTIAL' }, value)
  }

  /** One after another; the iterations of a loop each go through the list. */
  #sequence(
    frame: Frame,
    tasks: readonly PlanNode[],
    way: { entry: string; exit: string; first: RelationType | null; next: RelationType | null },
    value: string | null,
  ): void {
    for (const iteration of iterationsOf(tasks.flatMap((task) => this.#runsOf(frame, task)))) {
      let previous = way.entry
      for (const [index, task] of tasks.entries()) {
        const run = this.#runsOf(frame, task).find((one) => one.iteration === iteration) ?? null
        const ports = this.#task(frame, task, run, index === 0 ? way.first : way.next)
        this.#edge(
          previous,
          ports.first,
          index === 0 ? way.first : way.next,
          run?.value ?? (index === 0 ? value : null),
        )
        previous = ports.last
      }
      if (tasks.length > 0) this.#edge(previous, way.exit, null)
    }
  }

  #dependencies(frame: Frame, tasks: readonly PlanNode[], exit: string): void {
    const drawn = new Map(
      tasks.map((task) => [task.task.id, this.#task(frame, task, this.#runsOf(frame, task)[0] ?? null, 'PARALLEL')]),
    )
    const needed = new Set(tasks.flatMap(({ task }) => task.dependsOn ?? []))
    for (const { task } of tasks) {
      const ports = drawn.get(task.id)
      if (ports === undefined) continue
      // A task that was disabled is not there, and nobody waits for it.
      const before = (task.dependsOn ?? []).flatMap((id) => drawn.get(id)?.last ?? [])
      for (const source of before.length === 0 ? [frame.entry] : before) this.#edge(source, ports.first, 'PARALLEL')
      if (!needed.has(task.id)) this.#edge(ports.last, exit, null)
    }
  }

  #task(frame: Frame, node: PlanNode, run: TaskRun | null, relation: RelationType | null): Ports {
    const number = run?.iteration ?? null
    const uid = `${frame.uid}.${node.task.id}${number === null ? '' : `-${number}`}`
    const values = run?.value == null ? frame.values : [...frame.values, run.value]
    const isContainer = [...node.branches.values()].some((tasks) => tasks.length > 0)
    // Inside of a container the first task is led to like the container leads to it; a box says how its list goes on.
    const box = { kind: 'task', task: node.task, taskRun: run, values, relation: relation ?? 'SEQUENTIAL' } as const
    if (!isContainer) {
      this.#node({ ...box, uid }, frame)
      return { first: uid, last: uid }
    }
    const [start, end] = [`${uid}.root`, `${uid}.end`]
    const cluster = `cluster_${uid}`
    const parents = frame.node === null ? [] : [...frame.parents, `cluster_${frame.uid}`]
    this.#clusters.push({ uid: cluster, nodes: [], parents, start, end })
    const own = RELATIONS.get(node.type?.type ?? '') ?? 'SEQUENTIAL'
    const inner = { uid, parents, start, end, entry: uid, relation: own, run, values, node }
    this.#point(start, 'start', inner)
    this.#point(end, 'end', inner)
    this.#node({ ...box, uid, relation: own }, inner)
    this.#edge(start, uid, null)
    this.#fill(inner, node)
    return { first: start, last: end }
  }

  #runsOf(frame: Frame, { task }: PlanNode): readonly TaskRun[] {
    // Inside of a container that has not begun nothing has.
    if (frame.node !== null && frame.run === null) return []
    return (this.#children.get(childKey(frame.run?.id ?? null, task.id)) ?? []).slice(0, MAX_ITERATIONS)
  }

  #point(uid: string, kind: GraphNode['kind'], frame: Frame | null = null): void {
    this.#node({ uid, kind, task: null, taskRun: null, values: [], relation: null }, frame)
  }

  #node(node: GraphNode, frame: Frame | null): void {
    this.#nodes.push(node)
    if (frame === null || frame.node === null) return
    this.#clusters.find(({ uid }) => uid === `cluster_${frame.uid}`)?.nodes.push(node.uid)
  }

  #edge(source: string, target: string, relation: RelationType | null, value: string | null = null): void {
    this.#edges.push({ source, target, relation, value })
  }
}

/** The iterations that task runs belong to; outside of loops, or before any has begun, there is one without a number. */
function iterationsOf(runs: readonly TaskRun[]): readonly (number | null)[] {
  const found = new Set(runs.map(({ iteration }) => iteration))
  return found.size === 0 ? [null] : [...found]
}

/** Choices name the way that they take. */
function wayTaken({ relation }: Frame, branch: BranchName): string | null {
  if (relation !== 'CHOICE') return null
  return branch.startsWith('case:') ? branch.slice('case:'.length) : branch
}

function childKey(parentId: string | null, taskId: string): string {
  return `${parentId ?? ''}\0${taskId}`
}
