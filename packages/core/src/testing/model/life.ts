import { type Decision, decide, expire } from '../../approval/decide.ts'
import { invariant } from '../../errors/invariant.ts'
import type { AttemptResult, ExecutionEvent } from '../../execution/events.ts'
import type { ParentLink } from '../../execution/execution.ts'
import type { InboxMessage } from '../../execution/inbox.ts'
import { planReplay } from '../../execution/restart/plan-replay.ts'
import { planRestart, type WholeExecution } from '../../execution/restart/plan-restart.ts'
import { isTerminated } from '../../execution/state.ts'
import type { Ids } from '../../ports/environment.ts'
import { applySettlement, jobKey } from '../execution-rows.ts'
import { type SteppedOptions, TEST_PERSON } from '../stepped-execution.ts'
import { FollowedExecution } from './followed-execution.ts'
import { goBack, replayTargets, restartTargets, takeOver } from './going-back.ts'
import { Reference } from './reference.ts'
import type { TreeTask } from './tree.ts'

const BY = { actor: TEST_PERSON, origin: { door: 'api' } } as const

/** Something that can happen to an execution next. */
export interface Happening {
  readonly event: ExecutionEvent
  readonly settled?: Extract<Decision, { kind: 'settled' }>
  /** Something that is done besides: a child begins, or a message is taken out. */
  readonly also?: () => void
}

/** One execution of the real engine with the model beside it, and what can happen to it. */
export class Life {
  stepped: FollowedExecution
  readonly #options: Omit<SteppedOptions, 'ids'> & { readonly ids: Ids }
  /** Ids of messages that were delivered. */
  readonly delivered = new Set<string>()
  readonly past: ExecutionEvent[] = []

  constructor(tree: TreeTask, hasAnswer: boolean, options: Omit<SteppedOptions, 'ids'> & { readonly ids: Ids }) {
    this.#options = options
    this.stepped = new FollowedExecution(options, new Reference(tree, hasAnswer))
  }

  get id(): string {
    return this.stepped.rows.execution.id
  }

  get isOver(): boolean {
    return this.stepped.rows.execution.progress.branch === 'done' && !this.stepped.isCut
  }

  get parent(): ParentLink | null {
    return this.stepped.rows.execution.parent
  }

  /** Messages to other executions that were not delivered. */
  get messages(): readonly InboxMessage[] {
    return this.stepped.rows.sent.filter((message) => !this.delivered.has(message.id))
  }

  /** Lets it happen: with everything that follows, or for one turn only, alone or with another event. */
  happen(
    { event, settled, also }: Happening,
    manner: { readonly whole: boolean; readonly beside?: ExecutionEvent },
  ): void {
    const { stepped } = this
    also?.()
    if (settled !== undefined) stepped.rows = applySettlement(stepped.rows, settled.request, settled.audit)
    const events = manner.beside === undefined ? [event] : [event, manner.beside]
    if (manner.whole) stepped.run(...events)
    else stepped.answer(stepped.turn(...events))
    if (event.kind === 'attempt-ended') this.past.push(event)
  }

  /** What workers, people and timers can do. Children and messages are the world's. */
  possible(): readonly Happening[] {
    const { rows } = this.stepped
    if (rows.execution.state === 'CREATED') return [{ event: { kind: 'start' } }]
    return [
      ...(this.stepped.isCut ? [{ event: { kind: 'continue' } as const }] : []),
      ...this.#attempts(),
      ...this.#answers(),
      ...this.#timers(),
    ]
  }

  /** What people can do to the whole execution. */
  interventions(): readonly Happening[] {
    return (['kill', 'pause', 'pause', 'end-pause', 'end-pause'] as const).map((kind) => ({ event: { kind, ...BY } }))
  }

  #attempts(): readonly Happening[] {
    return [...this.stepped.rows.jobs.values()].flatMap(({ kind, taskRunId, attempt }) => {
      if (kind === 'start-child') return []
      return (['SUCCESS', 'FAILED', 'WARNING'] as const).map((state) => ({
        event: { kind: 'attempt-ended', taskRunId, attempt, result: resultOf(state) } as const,
      }))
    })
  }

  #answers(): readonly Happening[] {
    const { clock, rows } = this.stepped
    return [...rows.requests.values()].flatMap((request) => {
      if (request.status !== 'OPEN') return []
      const answered = decide(request, { ...BY, at: clock.now(), form: null })
      const late = request.dueAt === null ? null : expire(request, request.dueAt)
      return [answered, late].flatMap((settled): readonly Happening[] => {
        if (settled?.kind !== 'settled') return []
        const { settlement, resumeTo } = settled
        const { taskRunId, id: requestId } = request
        return [{ event: { kind: 'request-settled', taskRunId, requestId, settlement, resumeTo }, settled }]
      })
    })
  }

  #timers(): readonly Happening[] {
    return [...this.stepped.rows.timers.values()].flatMap(({ purpose, dueAt }): readonly Happening[] => {
      if (purpose.kind !== 'retry' && purpose.kind !== 'next-round') return []
      const kind = purpose.kind === 'retry' ? 'retry-due' : 'round-due'
      const { clock } = this.stepped
      const also = () => clock.advance(Math.max(0, dueAt - clock.now()))
      return [{ event: { kind, taskRunId: purpose.taskRunId }, also }]
    })
  }

  /** Restarts the execution in place. False when model and engine refuse it. */
  restart(): boolean {
    const { stepped } = this
    const targets = restartTargets(stepped.model)
    const planned = this.#planned(() =>
      planRestart({ plan: stepped.plan, whole: this.#whole(), by: BY, now: stepped.clock.now(), owner: 'test' }),
    )
    invariant((targets === null) === (planned === null), 'engine and model differ about whether a restart is possible')
    if (targets === null || planned === null) return false
    const { rows } = stepped
    const taskRuns = new Map([...rows.taskRuns, ...planned.updated.map((run) => [run.id, run] as const)])
    for (const run of planned.removed) taskRuns.delete(run.id)
    const outputs = new Map(rows.outputs)
    for (const run of planned.withoutOutputs) outputs.delete(run.id)
    const jobs = new Map([...rows.jobs, ...planned.jobs.map((job) => [jobKey(job), job] as const)])
    for (const job of planned.jobsRemoved) jobs.delete(jobKey(job))
    stepped.rows = { ...rows, execution: planned.execution, taskRuns, outputs, jobs }
    goBack(stepped.model, targets, 'restart')
    stepped.run({ kind: 'continue' })
    return true
  }

  /** Goes on with a copy of the execution that is taken back to one of its task runs. */
  replay(pick: number): void {
    const { stepped } = this
    const possible = replayTargets(stepped.model)
    const target = possible[pick % possible.length]
    if (target === undefined) return
    const { plan, clock, model } = stepped
    const { ids } = this.#options
    const copy = planReplay({ plan, whole: this.#whole(), taskRunId: target.key, by: BY, ids, now: clock.now() })
    takeOver(model, [target])
    const { parent: _nobodyWaits, ...options } = this.#options
    const made = new FollowedExecution(options, model)
    made.rows = {
      ...made.rows,
      execution: copy.execution,
      taskRuns: new Map(copy.taskRuns.map((run) => [run.id, run])),
      outputs: new Map(copy.outputs.map((row) => [row.taskRunId, row])),
      loopValues: copy.loopValues,
    }
    made.rename()
    this.stepped = made
    this.past.length = 0
    made.run({ kind: 'continue' })
  }

  #whole(): WholeExecution {
    const { rows, taskRuns } = this.stepped
    return { execution: rows.execution, taskRuns, outputs: [...rows.outputs.values()], loopValues: rows.loopValues }
  }

  #planned<T>(plan: () => T): T | null {
    try {
      return plan()
    } catch {
      return null
    }
  }

  get isAlive(): boolean {
    return !isTerminated(this.stepped.rows.execution.state)
  }
}

function resultOf(state: AttemptResult['state']): AttemptResult {
  return { state, outputs: {}, failure: null, startedAt: 0, endedAt: 0, logs: [] }
}
