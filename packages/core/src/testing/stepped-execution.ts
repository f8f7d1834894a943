import { createExpressionEngine, type ExpressionEngine, type HostAnswer } from '@countersign/expression'
import { type DecisionInput, decide, expire } from '../approval/decide.ts'
import type { ApprovalRequest } from '../approval/request.ts'
import type { Actor, Origin } from '../audit/event.ts'
import { InvariantError, invariant } from '../errors/invariant.ts'
import { advance } from '../execution/advance/advance.ts'
import type { Breakpoint } from '../execution/breakpoint.ts'
import { createExecutionRow } from '../execution/create-execution.ts'
import type { AttemptResult, ExecutionEvent } from '../execution/events.ts'
import type { ExecutionTrigger, Label, ParentLink } from '../execution/execution.ts'
import type { Job } from '../execution/job.ts'
import { compilePlan, type Plan } from '../execution/plan.ts'
import type { TaskRun } from '../execution/task-run.ts'
import type { Advance, Turn } from '../execution/turn.ts'
import type { Flow } from '../flow/flow.ts'
import { parseFlow } from '../flow/parse-flow.ts'
import type { Encrypt } from '../inputs/coerce.ts'
import type { Value, ValueMap } from '../json/value.ts'
import type { Ids } from '../ports/environment.ts'
import type { TaskCatalogue } from '../task/task-type.ts'
import { answerFromRows } from './answer-from-rows.ts'
import {
  applyAdvance,
  applySettlement,
  type ExecutionRows,
  newRows,
  outputsByTask,
  taskRunsInOrder,
  workingSetOf,
} from './execution-rows.ts'
import { executionViolations } from './execution-violations.ts'
import { createRunnableCatalogue } from './runnable-types.ts'
import { createSequentialIds } from './sequential-ids.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

/** A person who answers in tests. */
export const TEST_PERSON: Actor = { kind: 'user', id: 'ana', name: 'Ana' }

/** What a stepped execution is made of; everything but the flow has a default. */
export interface SteppedOptions {
  /** YAML, or a flow that was parsed. */
  readonly flow: string | Flow
  readonly id?: string
  readonly inputs?: ValueMap
  readonly labels?: readonly Label[]
  readonly trigger?: ExecutionTrigger
  readonly parent?: ParentLink
  readonly breakpoints?: readonly Breakpoint[]
  readonly catalogue?: TaskCatalogue
  readonly expressions?: ExpressionEngine
  readonly clock?: TestClock
  readonly ids?: Ids
  /** Answers of the world outside (`kv`, `secret` ...) by `kind(arguments)`, such as `kv(company.team, limit)`. */
  readonly answers?: Readonly<Record<string, Value>>
  /** Seals outputs of type SECRET; without it there is no key. */
  readonly encrypt?: Encrypt
  /** False: turns see of the execution what they would see of a large one. */
  readonly complete?: boolean
  /** When a turn is used up; never by default. */
  readonly shouldYield?: (steps: number) => boolean
}

/** Parses a flow that has no errors. */
export function flowOf(source: string, catalogue: TaskCatalogue = createRunnableCatalogue()): Flow {
  const { flow, diagnostics } = parseFlow(source, { tenant: 'main', catalogue })
  invariant(flow, `the flow of the test is wrong: ${JSON.stringify(diagnostics)}`)
  return flow
}

/**
 * One execution that a test leads step by step: it gives events and reads rows. Every turn is applied as the engine would, and
 * checked against `executionViolations`.
 */
export class SteppedExecution {
  readonly plan: Plan
  readonly clock: TestClock
  rows: ExecutionRows
  readonly #options: SteppedOptions
  readonly #catalogue: TaskCatalogue
  readonly #expressions: ExpressionEngine
  readonly #ids: Ids
  #answers: ReadonlyMap<string, HostAnswer> = new Map()

  constructor(options: SteppedOptions) {
    this.#options = options
    this.#catalogue = options.catalogue ?? createRunnableCatalogue()
    this.#expressions = options.expressions ?? createExpressionEngine()
    this.#ids = options.ids ?? createSequentialIds()
    this.clock = options.clock ?? createTestClock()
    const flow = typeof options.flow === 'string' ? flowOf(options.flow, this.#catalogue) : options.flow
    this.plan = compilePlan(flow, this.#catalogue)
    const { inputs = {}, labels = [], trigger, parent, breakpoints = [] } = options
    const execution = createExecutionRow({
      id: options.id ?? this.#ids.next(),
      flow,
      inputs,
      labels,
      breakpoints,
      createdBy: TEST_PERSON,
      now: this.clock.now(),
      ...(trigger === undefined ? {} : { trigger }),
      ...(parent === undefined ? {} : { parent }),
    })
    this.rows = newRows(execution)
  }

  /** The view of the world outside that the next turn gets. */
  turnNow(): Turn {
    const { shouldYield = () => false, encrypt } = this.#options
    return {
      now: this.clock.now(),
      ids: this.#ids,
      ...(encrypt === undefined ? {} : { encrypt }),
      expressions: this.#expressions,
      catalogue: this.#catalogue,
      answers: this.#answers,
      url: 'http://localhost:8080',
      owner: 'test',
      envs: {},
      globals: {},
      shouldYield,
    }
  }

  /** Takes one turn with the events and applies what it decided. Questions and cut turns are left to the caller. */
  turn(...events: readonly ExecutionEvent[]): Advance {
    const before = this.rows
    const taken = advance(this.plan, workingSetOf(before, this.#options.complete ?? true), events, this.turnNow())
    this.rows = applyAdvance(before, taken)
    const violations = executionViolations({ plan: this.plan, before, after: this.rows, advance: taken })
    if (violations.length > 0) throw new InvariantError(violations.join('; '))
    return taken
  }

  /** Takes turns until nothing goes on by itself: cut turns go on, questions are answered. */
  run(...events: readonly ExecutionEvent[]): void {
    let taken = this.turn(...events)
    for (let turns = 0; taken.more || taken.questions.length > 0; turns++) {
      invariant(turns < 10_000, 'the execution does not come to rest')
      this.answer(taken)
      taken = this.turn({ kind: 'continue' })
    }
    this.#answers = new Map()
  }

  /** Finds the answers that the next turn needs. Those of earlier turns are kept only while nothing else has changed. */
  answer({ changes, questions }: Advance): void {
    const progressed = Object.values(changes).some((rows: readonly unknown[]) => rows.length > 0)
    const answers = new Map(progressed ? [] : this.#answers)
    for (const question of questions) {
      answers.set(question.key, answerFromRows(question, this.rows, this.#options.answers ?? {}))
    }
    this.#answers = answers
  }

  start(): this {
    this.run({ kind: 'start' })
    return this
  }

  kill(actor: Actor = TEST_PERSON, origin: Origin = { door: 'api' }): void {
    this.run({ kind: 'kill', actor, origin })
  }

  /** Ends the attempt that a worker has of a task. */
  endAttempt(taskId: string, result: Partial<AttemptResult> = {}): void {
    const run = this.taskRun(taskId)
    this.attemptEnded({ taskRunId: run.id, attempt: run.attempts.length - 1 }, result)
  }

  /** Reports the end of an attempt as its worker would; SUCCESS without outputs unless told otherwise. */
  attemptEnded({ taskRunId, attempt }: Pick<Job, 'taskRunId' | 'attempt'>, result: Partial<AttemptResult> = {}): void {
    const at = this.clock.now()
    const ended: AttemptResult = {
      state: 'SUCCESS',
      outputs: {},
      failure: null,
      startedAt: at,
      endedAt: at,
      logs: [],
      ...result,
    }
    this.run({ kind: 'attempt-ended', taskRunId, attempt, result: ended })
  }

  /** Answers the open request of a task through `decide()`. @throws the refusal, with the request left open. */
  resume(taskId: string, values: ValueMap | null = {}, input: Partial<DecisionInput> = {}): void {
    const decision = decide(this.openRequest(taskId), {
      actor: TEST_PERSON,
      origin: { door: 'ui' },
      at: this.clock.now(),
      form: values === null ? null : { values, errors: [] },
      ...input,
    })
    if (decision.kind === 'refused') throw decision.error
    this.settle(decision)
  }

  /** Fires the deadline of a task's open request; the clock moves there first. */
  expire(taskId: string): void {
    const request = this.openRequest(taskId)
    invariant(request.dueAt !== null, `${taskId} has no deadline`)
    this.clock.advance(Math.max(0, request.dueAt - this.clock.now()))
    const decision = expire(request, this.clock.now())
    invariant(decision, `the deadline of ${taskId} does nothing`)
    this.settle(decision)
  }

  /** Writes a decision and takes the turn that it causes. */
  settle({ request, settlement, resumeTo, audit }: Settled): void {
    this.rows = applySettlement(this.rows, request, audit)
    this.run({ kind: 'request-settled', taskRunId: request.taskRunId, requestId: request.id, settlement, resumeTo })
  }

  /** The newest task run of a task. */
  taskRun(taskId: string): TaskRun {
    const run = this.taskRuns.findLast((one) => one.taskId === taskId)
    invariant(run, `task ${taskId} has no task run`)
    return run
  }

  get taskRuns(): readonly TaskRun[] {
    return taskRunsInOrder(this.rows)
  }

  openRequest(taskId: string): ApprovalRequest {
    const open = [...this.rows.requests.values()].filter((request) => request.status === 'OPEN')
    const request = open.find((one) => one.taskId === taskId)
    invariant(request, `task ${taskId} has no open request`)
    return request
  }

  /** Outputs of a task outside loops; null when it has none. */
  outputs(taskId: string): ValueMap | null {
    return outputsByTask(this.rows).get(taskId)?.[0]?.outputs ?? null
  }

  /** States of all task runs, in order: `a SUCCESS`. */
  get states(): readonly string[] {
    return this.taskRuns.map((run) => `${run.taskId} ${run.state}`)
  }

  /** The states that the execution, or a task, went through. */
  history(taskId?: string): readonly string[] {
    const { histories } = taskId === undefined ? this.rows.execution : this.taskRun(taskId)
    return histories.map((entry) => entry.state)
  }

  /** Lines of the log as `LEVEL task: message`. */
  get lines(): readonly string[] {
    return this.rows.logs.map((line) => `${line.level} ${line.taskId ?? '-'}: ${line.message}`)
  }
}

type Settled = NonNullable<ReturnType<typeof expire>>
