import {
  type ApprovalRequest,
  type Execution,
  type ExecutionFacts,
  isList,
  isMap,
  isTerminated,
  type LoopValues,
  type Plan,
  type TaskRun,
  type TaskRunOutputs,
  type Value,
  type WorkingSet,
  type Write,
} from '@countersign/core'
import { BoundedMap } from '../bounded-map.ts'

/** Up to this many task runs an execution is kept whole in memory; beyond, only what is not terminated stays. */
export const WHOLE_EXECUTION_TASK_RUNS = 256

/** So many single outputs of a large execution are remembered. */
const RECENT_OUTPUTS = 1_024

/** Outputs beyond this many characters make an execution heavy. */
const HEAVY_OUTPUTS = 64 * 1024

/** The rows that an execution starts from in memory. */
export interface LoadedRows {
  readonly execution: Execution
  readonly taskRuns: readonly TaskRun[]
  readonly requests: readonly ApprovalRequest[]
  readonly outputs: readonly TaskRunOutputs[]
  readonly loopValues: readonly LoopValues[]
  /** True when `taskRuns` and `outputs` are all there are. */
  readonly complete: boolean
}

/**
 * An execution that is being worked on: its plan and its working set, kept in line with the database by applying exactly
 * the writes that were committed. Nothing else ever changes it, so that a turn that was refused leaves no trace.
 */
export class HotExecution implements WorkingSet, ExecutionFacts {
  readonly plan: Plan
  readonly taskRuns: Map<string, TaskRun>
  readonly requests: Map<string, ApprovalRequest>
  readonly outputs: Map<string, readonly TaskRunOutputs[]>
  readonly loopValues = new Map<string, Map<number, readonly string[]>>()
  #execution: Execution
  #complete: boolean
  #pruneAt = WHOLE_EXECUTION_TASK_RUNS
  #outputsWeight = 0
  /** Outputs of the newest iterations of a large execution: what an iteration reads of itself need not be loaded. */
  readonly #recentOutputs = new BoundedMap<string, TaskRunOutputs>(RECENT_OUTPUTS)

  constructor(plan: Plan, rows: LoadedRows) {
    this.plan = plan
    this.#execution = rows.execution
    this.#complete = rows.complete
    this.taskRuns = new Map(rows.taskRuns.map((run) => [run.id, run]))
    this.requests = new Map(rows.requests.map((request) => [request.id, request]))
    this.outputs = new Map()
    if (rows.complete) for (const row of rows.outputs) this.#putOutputs(row)
    for (const row of rows.loopValues) this.#putLoopValues(row)
  }

  get execution(): Execution {
    return this.#execution
  }

  get complete(): boolean {
    return this.#complete
  }

  /** True when it takes so much memory that it is rather read again than kept while nothing of it runs. */
  get isHeavy(): boolean {
    return this.#outputsWeight > HEAVY_OUTPUTS
  }

  findTaskRun(id: string): TaskRun | undefined {
    return this.taskRuns.get(id)
  }

  outputsOf(taskId: string): readonly TaskRunOutputs[] | undefined {
    return this.outputs.get(taskId) ?? (this.#complete ? [] : undefined)
  }

  taskIdsWithOutputs(): readonly string[] | undefined {
    return this.#complete ? [...this.outputs.keys()] : undefined
  }

  outputsAt(taskId: string, path: readonly string[]): TaskRunOutputs | null | undefined {
    const name = JSON.stringify(path)
    const known = this.outputs.get(taskId)?.findLast((row) => JSON.stringify(row.path) === name)
    return known ?? (this.#complete ? null : this.#recentOutputs.get(`${taskId}${name}`))
  }

  latestTaskRunOf(taskId: string, value?: string): TaskRun | null | undefined {
    let latest: TaskRun | null = null
    for (const run of this.taskRuns.values()) {
      if (run.taskId !== taskId || (value !== undefined && run.value !== value)) continue
      if (latest === null || run.sequence > latest.sequence) latest = run
    }
    return latest ?? (this.#complete ? null : undefined)
  }

  valuesOf(taskId: string): readonly string[] | undefined {
    if (!this.#complete) return undefined
    const runs = [...this.taskRuns.values()].filter((run) => run.taskId === taskId)
    return [...new Set(runs.flatMap((run) => (run.value === null ? [] : [run.value])))]
  }

  everyTaskRun(): readonly TaskRun[] | undefined {
    return this.#complete ? [...this.taskRuns.values()] : undefined
  }

  /** Takes over committed writes; those of other executions are passed over. */
  apply(writes: readonly Write[]): void {
    for (const write of writes) this.#applyOne(write)
    if (this.taskRuns.size > this.#pruneAt) this.#prune()
  }

  #applyOne(write: Write): void {
    switch (write.kind) {
      case 'execution-insert':
      case 'execution-update':
        if (write.row.id === this.#execution.id) this.#execution = write.row
        return
      case 'task-run-insert':
      case 'task-run-update':
        if (write.row.executionId === this.#execution.id) this.taskRuns.set(write.row.id, write.row)
        return
      case 'task-run-delete':
        if (write.executionId !== this.#execution.id) return
        this.taskRuns.delete(write.taskRunId)
        this.loopValues.delete(write.taskRunId)
        return
      case 'loop-values-insert':
        if (write.row.executionId === this.#execution.id) this.#putLoopValues(write.row)
        return
      case 'outputs-delete':
        if (write.executionId === this.#execution.id) this.#deleteOutputs(write.taskId, write.taskRunId)
        return
      case 'outputs-put':
        if (write.row.executionId === this.#execution.id) this.#putOutputs(write.row)
        return
      case 'request-insert':
      case 'request-update':
        if (write.row.executionId !== this.#execution.id) return
        if (write.row.status === 'OPEN' || write.row.status === 'INFO_WAIT') {
          this.requests.set(write.row.id, write.row)
        } else this.requests.delete(write.row.id)
        return
      default:
        return
    }
  }

  /** Rows of a task are only kept when all of them are known: a part would read as the whole. */
  #putOutputs(row: TaskRunOutputs): void {
    const known = this.outputs.get(row.taskId)
    if (!this.#complete) this.#remember(row)
    const outsideLoops = this.taskRuns.get(row.taskRunId)?.iterationKey === ''
    if (known === undefined && !this.#complete && !outsideLoops) return
    const others = (known ?? []).filter((other) => other.taskRunId !== row.taskRunId)
    this.outputs.set(row.taskId, [...others, row])
    this.#outputsWeight += weigh(row.outputs)
  }

  #remember(row: TaskRunOutputs): void {
    if (row.path.length > 0) this.#recentOutputs.set(`${row.taskId}${JSON.stringify(row.path)}`, row)
  }

  #putLoopValues({ taskRunId, chunk, values }: LoopValues): void {
    const chunks = this.loopValues.get(taskRunId) ?? new Map<number, readonly string[]>()
    this.loopValues.set(taskRunId, chunks.set(chunk, values))
  }

  #deleteOutputs(taskId: string, taskRunId: string): void {
    this.#recentOutputs.clear()
    const left = this.outputs.get(taskId)?.filter((row) => row.taskRunId !== taskRunId) ?? []
    if (left.length === 0) this.outputs.delete(taskId)
    else this.outputs.set(taskId, left)
  }

  /** Forgets task runs that are over, but for the ancestors of those that are not; outputs are asked for again. */
  #prune(): void {
    const keep = new Set<string>()
    for (const run of this.taskRuns.values()) {
      if (isTerminated(run.state)) continue
      let id: string | null = run.id
      while (id !== null && !keep.has(id)) {
        keep.add(id)
        id = this.taskRuns.get(id)?.parentId ?? null
      }
    }
    for (const id of this.taskRuns.keys()) if (!keep.has(id)) this.taskRuns.delete(id)
    for (const id of this.loopValues.keys()) if (!keep.has(id)) this.loopValues.delete(id)
    for (const rows of this.outputs.values()) for (const row of rows) this.#remember(row)
    this.outputs.clear()
    this.#outputsWeight = 0
    this.#complete = false
    this.#pruneAt = Math.max(WHOLE_EXECUTION_TASK_RUNS, this.taskRuns.size * 2)
  }
}

/** An execution that has no rows but its header yet. */
export function newHotExecution(plan: Plan, execution: Execution): HotExecution {
  return new HotExecution(plan, { execution, taskRuns: [], requests: [], outputs: [], loopValues: [], complete: true })
}

/** About as many characters as a value takes; texts are not looked at, only their lengths are. */
function weigh(value: Value): number {
  if (typeof value === 'string') return value.length
  if (isList(value)) return value.reduce<number>((sum, item) => sum + weigh(item), 8)
  if (isMap(value)) return Object.values(value).reduce<number>((sum, item) => sum + weigh(item), 8)
  return 8
}

/** True once nothing of an execution is left to do: it has ended, and so have the tasks of `afterExecution`. */
export function isSettled(execution: Execution): boolean {
  return isTerminated(execution.state) && !execution.unfinishedTurn && execution.progress.branch === 'done'
}
