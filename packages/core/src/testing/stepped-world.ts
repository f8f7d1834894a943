import { createExpressionEngine, isPendingSignal } from '@countersign/expression'
import { decide, expire } from '../approval/decide.ts'
import type { ApprovalRequest } from '../approval/request.ts'
import { AppError } from '../errors/app-error.ts'
import { invariant } from '../errors/invariant.ts'
import { messageOf } from '../errors/message-of.ts'
import { createRendering, type Rendering } from '../execution/context/rendering.ts'
import type { Label } from '../execution/execution.ts'
import { SUBFLOW_PROPERTIES } from '../execution/flowables/subflow-properties.ts'
import type { InboxMessage } from '../execution/inbox.ts'
import type { Job } from '../execution/job.ts'
import { isTerminated, type State } from '../execution/state.ts'
import type { LogEntry, TaskRun } from '../execution/task-run.ts'
import type { Flow } from '../flow/flow.ts'
import type { InputDeclaration, RawInputs } from '../inputs/declaration.ts'
import { type ResolvedInputs, resolveInputs } from '../inputs/resolve-inputs.ts'
import type { ValueMap } from '../json/value.ts'
import { durationProperty } from '../task/properties/durations.ts'
import { isMap, toText } from '../task/properties/value-text.ts'
import { renderProperties } from '../task/property.ts'
import { jobKey } from './execution-rows.ts'
import { factsOfRows } from './facts-of-rows.ts'
import { createRunnableCatalogue } from './runnable-types.ts'
import { createSequentialIds } from './sequential-ids.ts'
import { flowOf, SteppedExecution, type SteppedOptions } from './stepped-execution.ts'
import { createTestClock } from './test-clock.ts'

const SLEEP = 'io.kestra.plugin.core.flow.Sleep'

/** A worker's attempt that ends when the clock gets there. */
interface RunningAttempt {
  readonly stepped: SteppedExecution
  readonly job: Job
  readonly endsAt: number
  readonly logs: readonly LogEntry[]
}

/**
 * Several flows and their executions over one clock, for tests that need what the engine does between them: workers (of `Sleep`
 * tasks), timers, children of Subflows, and the messages that executions send each other. Nothing happens by itself; `sleep`
 * moves the clock and lets everything happen that is due by then, in order.
 */
export class SteppedWorld {
  readonly clock = createTestClock()
  readonly executions: SteppedExecution[] = []
  readonly #flows: ReadonlyMap<string, Flow>
  readonly #catalogue = createRunnableCatalogue()
  readonly #expressions = createExpressionEngine()
  readonly #ids = createSequentialIds()
  #attempts: RunningAttempt[] = []
  /** Jobs that a worker has taken, and messages that were delivered. */
  readonly #taken = new Set<string>()

  /** @param sources flows in YAML, all without errors. */
  constructor(sources: readonly string[]) {
    const flows = sources.map((source) => flowOf(source, this.#catalogue))
    this.#flows = new Map(flows.map((flow) => [flow.id, flow]))
  }

  /** Starts an execution. @throws AppError INPUT_INVALID with the fields that are wrong. */
  start(flowId: string, raw: RawInputs = new Map(), labels: readonly Label[] = []): SteppedExecution {
    const flow = this.#flows.get(flowId)
    invariant(flow, `the world has no flow ${flowId}`)
    const stepped = this.#prepare(flow, raw, { labels })
    this.#begin(stepped)
    return stepped
  }

  /** Moves the clock; what is due on the way happens when it is due. */
  sleep(ms: number): void {
    const until = this.clock.now() + ms
    for (let next = this.#nextDue(); next !== null && next <= until; next = this.#nextDue()) {
      this.clock.advance(Math.max(0, next - this.clock.now()))
      this.#fireDue()
    }
    this.clock.advance(until - this.clock.now())
  }

  /** Moves the clock until the execution is in one of the states, or nothing more can happen. True when it got there. */
  waitFor(stepped: SteppedExecution, states: readonly State[]): boolean {
    for (let next = this.#nextDue(); !states.includes(stepped.rows.execution.state); next = this.#nextDue()) {
      if (next === null) return false
      this.clock.advance(Math.max(0, next - this.clock.now()))
      this.#fireDue()
    }
    return true
  }

  /** Resolves a form as the engine does before `decide()`. */
  resolveForm(stepped: SteppedExecution, request: ApprovalRequest, raw: RawInputs): ResolvedInputs {
    const run = stepped.rows.taskRuns.get(request.taskRunId) ?? null
    return this.#resolve(request.form, raw, 'shortest', (inputs) => this.#rendering(stepped, run, inputs))
  }

  /** Answers the first open request of an execution, as Kestra's resume does; null gives no form. @throws AppError */
  resume(stepped: SteppedExecution, raw: RawInputs | null): void {
    const request = firstOpenRequest(stepped)
    if (request === undefined) throw new AppError('EXECUTION_NOT_PAUSED', 'Nothing waits for an answer')
    const form = raw === null ? null : this.resolveForm(stepped, request, raw)
    const decision = decide(request, {
      actor: { kind: 'user', id: 'ana', name: 'Ana' },
      origin: { door: 'api' },
      at: this.clock.now(),
      form,
    })
    if (decision.kind === 'refused') throw decision.error
    stepped.settle(decision)
    this.#settleDown()
  }

  /** Kills an execution and, as the engine does, its children. */
  kill(stepped: SteppedExecution): void {
    stepped.kill()
    for (const child of this.#childrenOf(stepped)) if (!isTerminated(child.rows.execution.state)) this.kill(child)
    this.#callOff(stepped)
    this.#settleDown()
  }

  /** Workers stop attempts whose job is gone, and report what they had logged. */
  #callOff(stepped: SteppedExecution): void {
    const stopped = this.#attempts.filter((one) => one.stepped === stepped && !stepped.rows.jobs.has(jobKey(one.job)))
    this.#attempts = this.#attempts.filter((one) => !stopped.includes(one))
    for (const { job, logs } of stopped) stepped.attemptEnded(job, { state: 'KILLED', logs })
  }

  /** An execution that has not begun. @throws AppError INPUT_INVALID */
  #prepare(flow: Flow, raw: RawInputs, given: Partial<SteppedOptions>): SteppedExecution {
    const world = { clock: this.clock, ids: this.#ids, catalogue: this.#catalogue, expressions: this.#expressions }
    const unborn = new SteppedExecution({ flow, ...world })
    const resolved = this.#resolve(flow.inputs, raw, 'six-digits', (inputs) => this.#rendering(unborn, null, inputs))
    if (resolved.errors.length > 0) throw new AppError('INPUT_INVALID', 'Inputs are wrong', { fields: resolved.errors })
    return new SteppedExecution({ flow, ...world, inputs: resolved.values, ...given })
  }

  #begin(stepped: SteppedExecution): void {
    this.executions.push(stepped)
    stepped.start()
    this.#settleDown()
  }

  #resolve(
    declarations: readonly InputDeclaration[],
    raw: RawInputs,
    dateTimes: 'six-digits' | 'shortest',
    rendererFor: (inputs: ValueMap) => Rendering,
  ): ResolvedInputs {
    return resolveInputs(declarations, raw, {
      dateTimes,
      isPending: isPendingSignal,
      placeOf: ({ id }) => `kestra:///uploads/${id}`,
      owner: 'the test',
      rendererFor,
    })
  }

  #rendering(stepped: SteppedExecution, run: TaskRun | null, inputs?: ValueMap): Rendering {
    return createRendering({
      expressions: this.#expressions,
      plan: stepped.plan,
      facts: factsOfRows(stepped.rows),
      run,
      answers: new Map(),
      now: this.clock.now(),
      settings: { url: 'http://localhost:8080', envs: {}, globals: {} },
      ...(inputs === undefined ? {} : { extra: { inputs: { ...inputs, ...stepped.rows.execution.inputs } } }),
    })
  }

  #nextDue(): number | null {
    const timers = this.executions.flatMap(({ rows }) => [...rows.timers.values()].map((timer) => timer.dueAt))
    const due = [...timers, ...this.#attempts.map((attempt) => attempt.endsAt)]
    return due.length === 0 ? null : Math.min(...due)
  }

  #fireDue(): void {
    const now = this.clock.now()
    const ended = this.#attempts.filter((attempt) => attempt.endsAt <= now)
    this.#attempts = this.#attempts.filter((attempt) => attempt.endsAt > now)
    for (const { stepped, job, logs } of ended) stepped.attemptEnded(job, { logs })
    for (const stepped of this.executions) {
      for (const timer of stepped.rows.timers.values()) {
        if (timer.dueAt > now) continue
        if (timer.purpose.kind === 'next-round') stepped.run({ kind: 'round-due', taskRunId: timer.purpose.taskRunId })
        if (timer.purpose.kind === 'retry') stepped.run({ kind: 'retry-due', taskRunId: timer.purpose.taskRunId })
        if (timer.purpose.kind === 'sla') stepped.run({ kind: 'sla-expired', slaId: timer.purpose.slaId })
        if (timer.purpose.kind !== 'pause-expires') continue
        const request = stepped.rows.requests.get(timer.purpose.requestId)
        const decision = request === undefined ? null : expire(request, now)
        invariant(decision, 'a timer of a settled request is armed')
        stepped.settle(decision)
      }
    }
    this.#settleDown()
  }

  /** Does what needs no time: takes new jobs, starts children, delivers messages; until there is nothing of it. */
  #settleDown(): void {
    for (let going = true; going; ) {
      going = false
      for (const stepped of [...this.executions]) {
        for (const job of stepped.rows.jobs.values()) going = this.#takeJob(stepped, job) || going
        for (const message of stepped.rows.sent) going = this.#deliver(message) || going
      }
    }
  }

  #once(key: string): boolean {
    if (this.#taken.has(key)) return false
    this.#taken.add(key)
    return true
  }

  #takeJob(stepped: SteppedExecution, job: Job): boolean {
    if (!this.#once(jobKey(job))) return false
    const run = stepped.rows.taskRuns.get(job.taskRunId)
    invariant(run, 'a job has no task run')
    if (job.kind === 'start-child') this.#startChild(stepped, run)
    else this.#attempts.push(this.#work(stepped, job, run))
    return true
  }

  #work(stepped: SteppedExecution, job: Job, run: TaskRun): RunningAttempt {
    const duration = this.#durationOf(stepped, run)
    const { tenant, executionId, taskId, id: taskRunId } = run
    const { namespace, flowId } = stepped.rows.execution
    const at = this.clock.now()
    const line = { at, attempt: job.attempt, level: 'INFO', message: `Waiting for ${duration} ms` } as const
    return {
      stepped,
      job,
      endsAt: at + duration,
      logs: [{ tenant, executionId, namespace, flowId, taskId, taskRunId, ...line }],
    }
  }

  #durationOf(stepped: SteppedExecution, run: TaskRun): number {
    const task = stepped.plan.nodes.get(run.taskId)?.task
    invariant(task?.type === SLEEP, `the worker of the test cannot run ${task?.type}`)
    return durationProperty().render(task.properties.duration, this.#rendering(stepped, run), 'duration') ?? 0
  }

  /** The parent learns of its child before the child begins, as in the commit that creates it. */
  #startChild(parent: SteppedExecution, run: TaskRun): void {
    let child: SteppedExecution
    try {
      child = this.#prepareChild(parent, run)
    } catch (error) {
      return parent.run({ kind: 'child-refused', taskRunId: run.id, message: messageOf(error) })
    }
    const { id: childId, namespace, flowId } = child.rows.execution
    parent.run({ kind: 'child-started', taskRunId: run.id, childId, namespace, flowId })
    this.#begin(child)
  }

  #prepareChild(parent: SteppedExecution, run: TaskRun): SteppedExecution {
    const task = parent.plan.nodes.get(run.taskId)?.task
    invariant(task !== undefined && run.waiting?.kind === 'child', `${run.taskId} waits for no child`)
    const properties = renderProperties(SUBFLOW_PROPERTIES, task.properties, this.#rendering(parent, run))
    const flow = this.#flows.get(properties.flowId)
    if (flow === undefined || flow.disabled) throw new Error(`flow \`${properties.flowId}\` cannot be run`)
    const { id: executionId, namespace, flowId, flowRevision } = parent.rows.execution
    const variables = { executionId, namespace, flowId, flowRevision, taskRunId: run.id, taskId: task.id }
    const inputs = Object.entries(properties.inputs ?? {})
    const inherited = properties.inheritLabels ? parent.rows.execution.labels : []
    const labels = isMap(properties.labels ?? null) ? Object.entries(properties.labels ?? {}) : []
    return this.#prepare(flow, new Map(inputs.map(([id, value]) => [id, { kind: 'value', value }])), {
      id: run.waiting.executionId,
      labels: [...inherited, ...labels.map(([key, value]) => ({ key, value: toText(value) }))],
      trigger: { id: task.id, type: task.type, variables },
      ...(properties.wait ? { parent: { executionId, taskRunId: run.id } } : {}),
    })
  }

  #deliver(message: InboxMessage): boolean {
    if (!this.#once(message.id)) return false
    const target = this.executions.find((one) => one.rows.execution.id === message.executionId)
    invariant(target, `a message is for ${message.executionId}, which does not exist`)
    target.run(message.news)
    return true
  }

  #childrenOf({ rows }: SteppedExecution): readonly SteppedExecution[] {
    return this.executions.filter((one) => one.rows.execution.trigger?.variables.executionId === rows.execution.id)
  }
}

function firstOpenRequest({ rows, taskRuns }: SteppedExecution): ApprovalRequest | undefined {
  const paused = taskRuns.find((run) => run.waiting?.kind === 'approval')
  return paused?.waiting?.kind === 'approval' ? rows.requests.get(paused.waiting.requestId) : undefined
}
