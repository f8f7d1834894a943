import type { ApprovalRequest } from '../../approval/request.ts'
import type { AuditDraft } from '../../audit/event.ts'
import { invariant } from '../../errors/invariant.ts'
import type { ValueMap } from '../../json/value.ts'
import { valuePath } from '../context/value-path.ts'
import type { Execution } from '../execution.ts'
import type { InboxMessage } from '../inbox.ts'
import type { Job, Timer } from '../job.ts'
import type { State } from '../state.ts'
import { isTerminated } from '../state.ts'
import { LOG_LEVELS, type LogEntry, type LogLevel, type TaskRun, type TaskRunOutputs } from '../task-run.ts'
import type { Changes, RemovedTaskRun, Turn, WorkingSet } from '../turn.ts'
import { DraftLoopValues } from './draft-loop-values.ts'
import { DraftOutputs } from './draft-outputs.ts'
import { RemovedRows, rowsBelow } from './removed-rows.ts'

/**
 * The execution as a turn changes it: a copy-on-write overlay over the working set that remembers which rows are new and
 * which were changed. It knows rows and histories, not what tasks mean; the steps beside it do.
 */
export class Draft {
  readonly turn: Turn
  readonly #base: WorkingSet
  #execution: Execution
  /** New and changed ones; the others are read from the working set. */
  readonly #taskRuns = new Map<string, TaskRun>()
  readonly #inserted = new Set<string>()
  readonly #updated = new Set<string>()
  readonly #outputs: DraftOutputs
  readonly #logs: LogEntry[] = []
  readonly #requests = new Map<string, ApprovalRequest>()
  readonly #jobsAdded: Job[] = []
  readonly #jobsRemoved: { taskRunId: string; attempt: number }[] = []
  /** By id; null for those that are called off. */
  readonly #timers = new Map<string, Timer | null>()
  readonly #inbox: InboxMessage[] = []
  readonly #audit: AuditDraft[] = []
  readonly #loopValues: DraftLoopValues
  readonly #removed = new RemovedRows()

  constructor(working: WorkingSet, turn: Turn) {
    this.turn = turn
    this.#base = working
    this.#execution = working.execution
    this.#outputs = new DraftOutputs(working)
    this.#loopValues = new DraftLoopValues(working, turn.answers)
  }

  get execution(): Execution {
    return this.#execution
  }

  get now(): number {
    return this.turn.now
  }

  updateExecution(part: Partial<Execution>): void {
    this.#execution = { ...this.#execution, ...part }
  }

  /** Enters a state; entering the current one adds no history (engine.md 3.3). */
  enter(state: State): void {
    if (this.#execution.state === state) return
    const histories = [...this.#execution.histories, { state, at: this.now }]
    this.#execution = { ...this.#execution, state, histories, slotReleased: false }
  }

  findTaskRun(id: string): TaskRun | undefined {
    return this.#removed.has(id) ? undefined : (this.#taskRuns.get(id) ?? this.#base.taskRuns.get(id))
  }

  taskRun(id: string): TaskRun {
    const found = this.findTaskRun(id)
    invariant(found, `task run ${id} is not in the working set of execution ${this.#execution.id}`)
    return found
  }

  insertTaskRun(run: Pick<TaskRun, 'taskId' | 'parentId' | 'iterationKey' | 'value' | 'iteration'>): TaskRun {
    const made: TaskRun = {
      ...run,
      tenant: this.#execution.tenant,
      id: this.turn.ids.next(),
      executionId: this.#execution.id,
      sequence: this.#execution.nextSequence,
      state: 'CREATED',
      histories: [{ state: 'CREATED', at: this.now }],
      attempts: [],
      progress: null,
      waiting: null,
    }
    this.#taskRuns.set(made.id, made)
    this.#inserted.add(made.id)
    this.updateExecution({ nextSequence: made.sequence + 1 })
    return made
  }

  updateTaskRun(id: string, part: Partial<TaskRun>): TaskRun {
    const changed = { ...this.taskRun(id), ...part }
    this.#taskRuns.set(id, changed)
    if (!this.#inserted.has(id)) this.#updated.add(id)
    return changed
  }

  /** Moves a task run through states, with its last attempt where it has one. */
  enterTaskRun(id: string, ...states: readonly State[]): TaskRun {
    const run = this.taskRun(id)
    const histories = [...run.histories]
    for (const state of states) if (histories.at(-1)?.state !== state) histories.push({ state, at: this.now })
    return this.updateTaskRun(id, { state: histories.at(-1)?.state ?? run.state, histories })
  }

  /** Task runs that are not terminated, in sequence order. */
  liveTaskRuns(): readonly TaskRun[] {
    return [...this.#known()].filter((run) => !isTerminated(run.state)).sort((a, b) => a.sequence - b.sequence)
  }

  /** All task runs, or undefined when not all of them are loaded. */
  everyTaskRun(): readonly TaskRun[] | undefined {
    return this.#base.complete ? [...this.#known()] : undefined
  }

  /** Outputs of a task known in memory, or undefined when they were not loaded. */
  outputsOf(taskId: string): readonly TaskRunOutputs[] | undefined {
    return this.#outputs.of(taskId)
  }

  /** Outputs of a task that this turn made, whether the earlier ones are in memory or not. */
  outputsSince(taskId: string): readonly TaskRunOutputs[] {
    return this.#outputs.made.filter((row) => row.taskId === taskId)
  }

  /** Ids of the tasks with outputs, or undefined when not all of them are loaded. */
  taskIdsWithOutputs(): readonly string[] | undefined {
    return this.#outputs.taskIds()
  }

  outputsAt(taskId: string, path: readonly string[]): TaskRunOutputs | null | undefined {
    return this.#outputs.at(taskId, path, (id) => this.#removed.has(id))
  }

  /** The newest task run of a task, or of those with one value; null when it has none, undefined when that is not known here. */
  latestTaskRunOf(taskId: string, value?: string): TaskRun | null | undefined {
    let latest: TaskRun | undefined
    for (const run of this.#known()) {
      if (run.taskId !== taskId || (value !== undefined && run.value !== value)) continue
      if (latest === undefined || run.sequence > latest.sequence) latest = run
    }
    if (this.#base.complete) return latest ?? null
    // In a loop a newer one may have ended and not be loaded, unless this turn made it; outside, a task has one task run.
    const isNewest = latest !== undefined && (latest.iterationKey === '' || this.#inserted.has(latest.id))
    return isNewest ? latest : undefined
  }

  valuesOf(taskId: string): readonly string[] | undefined {
    if (!this.#base.complete) return undefined
    return [
      ...new Set([...this.#known()].flatMap((run) => (run.taskId === taskId && run.value !== null ? [run.value] : []))),
    ]
  }

  *#known(): Generator<TaskRun> {
    for (const run of this.#base.taskRuns.values()) {
      if (!this.#taskRuns.has(run.id) && !this.#removed.has(run.id)) yield run
    }
    yield* this.#taskRuns.values()
  }

  /** The value of a loop at an index. @throws PendingSignal when it is not loaded */
  loopValue(taskRunId: string, index: number): string {
    return this.#loopValues.at(taskRunId, index)
  }

  /** Keeps the values that a loop goes over. */
  putLoopValues(run: TaskRun, values: readonly string[]): void {
    this.#loopValues.put(run, values)
  }

  /** All task runs inside of a container. @throws PendingSignal when they are not all loaded */
  rowsBelow(parentId: string): readonly RemovedTaskRun[] {
    return rowsBelow(parentId, [...this.#known()], this.#base.complete, this.turn.answers)
  }

  /**
   * Forgets task runs, with their outputs; their logs and requests stay. What was the end of the execution's order is free to be
   * taken again.
   */
  remove(gone: readonly RemovedTaskRun[]): void {
    for (const row of gone) {
      const isStored = !this.#inserted.delete(row.id)
      this.#taskRuns.delete(row.id)
      this.#updated.delete(row.id)
      this.#outputs.remove(row)
      this.#removed.add(row, isStored)
    }
    if (!this.#base.complete) return
    const last = Math.max(-1, ...[...this.#known()].map((run) => run.sequence))
    this.updateExecution({ nextSequence: last + 1 })
  }

  /** True for a task run that this turn has forgotten. */
  wasRemoved(id: string | null): boolean {
    return id !== null && this.#removed.has(id)
  }

  putOutputs(run: TaskRun, outputs: ValueMap): void {
    const { tenant, executionId, id: taskRunId, taskId } = run
    this.#outputs.put({ tenant, executionId, taskRunId, taskId, path: this.valuePath(run), outputs }, run)
  }

  /** Where outputs of a task run are found. */
  valuePath(run: TaskRun): readonly string[] {
    return valuePath(run, (id) => this.findTaskRun(id))
  }

  /** Writes a line, unless it is below the `minimum` of its task (`logLevel`). */
  log(run: TaskRun | null, level: LogLevel, message: string, minimum: LogLevel = 'TRACE'): void {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(minimum)) return
    this.#logs.push({
      tenant: this.#execution.tenant,
      executionId: this.#execution.id,
      namespace: this.#execution.namespace,
      flowId: this.#execution.flowId,
      taskId: run?.taskId ?? null,
      taskRunId: run?.id ?? null,
      attempt: run === null ? null : Math.max(0, run.attempts.length - 1),
      at: this.now,
      level,
      message,
    })
  }

  appendLogs(entries: readonly LogEntry[]): void {
    this.#logs.push(...entries)
  }

  request(id: string): ApprovalRequest | undefined {
    return this.#requests.get(id) ?? this.#base.requests.get(id)
  }

  putRequest(request: ApprovalRequest): void {
    this.#requests.set(request.id, request)
  }

  addJob(job: Job): void {
    this.#jobsAdded.push(job)
  }

  removeJob(taskRunId: string, attempt: number): void {
    this.#jobsRemoved.push({ taskRunId, attempt })
  }

  armTimer(timer: Timer): void {
    this.#timers.set(timer.id, timer)
  }

  disarmTimer(id: string): void {
    this.#timers.set(id, null)
  }

  send(message: Omit<InboxMessage, 'id' | 'tenant' | 'at'>): void {
    this.#inbox.push({ ...message, id: this.turn.ids.next(), tenant: this.#execution.tenant, at: this.now })
  }

  audit(draft: Omit<AuditDraft, 'tenant' | 'at'>): void {
    this.#audit.push({ ...draft, tenant: this.#execution.tenant, at: this.now })
  }

  changes(): Changes {
    const rows = (ids: ReadonlySet<string>) => [...ids].map((id) => this.taskRun(id))
    const requests = [...this.#requests.values()]
    return {
      taskRunsInserted: rows(this.#inserted),
      taskRunsUpdated: rows(this.#updated),
      taskRunsRemoved: this.#removed.stored,
      loopValues: this.#loopValues.added,
      outputs: this.#outputs.made,
      logs: this.#logs,
      requestsInserted: requests.filter((request) => !this.#base.requests.has(request.id)),
      requestsUpdated: requests.filter((request) => this.#base.requests.has(request.id)),
      jobsAdded: this.#jobsAdded,
      jobsRemoved: this.#jobsRemoved,
      timersArmed: [...this.#timers.values()].filter((timer) => timer !== null),
      timersDisarmed: [...this.#timers].flatMap(([id, timer]) => (timer === null ? [id] : [])),
      inboxAdded: this.#inbox,
      audit: this.#audit,
    }
  }
}
