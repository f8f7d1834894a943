import {
  AppError,
  type Clock,
  type HostAnswer,
  type HostQuestion,
  InvariantError,
  type Logger,
} from '@countersign/core'
import type { Activity } from '../activity.ts'
import type { Alarms } from '../alarms.ts'
import type { HostResolver } from '../answers/host-resolver.ts'
import { BoundedMap } from '../bounded-map.ts'
import { Host } from './host.ts'
import { type HotExecution, isSettled } from './hot-execution.ts'
import type { Letter } from './letter.ts'
import { createTurnQueue, type TurnQueue } from './turn-queue.ts'
import type { TurnOutcome, TurnRunner } from './turn-runner.ts'

/** The executions that are being worked on, each with its mailbox. */
export interface Hosts {
  /** Puts a letter into the mailbox of an execution; it is opened when its turn comes. */
  post(executionId: string, letter: Letter): void
  /** Takes over an execution that was created together with its first turn. */
  adopt(hot: HotExecution, turn: Pick<TurnOutcome, 'questions' | 'more'>): void
  /** Goes on with an execution whose last turn was cut by the end of an earlier process. */
  resume(executionId: string): void
  /** Drops what is remembered of an execution, because it was deleted. */
  forget(executionId: string): void
  /** The execution as it stands, for reading; null when there is none. */
  read(executionId: string): Promise<HotExecution | null>
  /** Executions in memory. */
  readonly active: readonly HotExecution[]
  /** Starts no further turn and refuses waiting letters with `reason`; resolves once running turns are over. */
  stop(reason: Error): Promise<void>
}

interface HostsOptions {
  readonly turns: TurnRunner
  readonly load: (executionId: string) => Promise<HotExecution | null>
  readonly resolver: HostResolver
  readonly activity: Activity
  readonly alarms: Alarms
  readonly clock: Clock
  readonly logger: Logger
  /** Executions kept in memory between their turns. */
  readonly maxHot?: number
  readonly maxTurns?: number
}

/** A turn that lost is redone this often at once; then whoever waits is told, and news is tried again later. */
const MAX_STALE_TURNS = 16
const MAX_RETRY_MS = 5_000
const ASK_AGAIN_MS = 1_000

/** Makes the hosts: mailboxes, one turn at a time for each execution, and the memory of those that are hot. */
export function createHosts(options: HostsOptions): Hosts {
  return new ExecutionHosts(options)
}

class ExecutionHosts implements Hosts {
  readonly #options: HostsOptions
  readonly #hosts: BoundedMap<string, Host>
  readonly #queue: TurnQueue
  #stopReason: Error | null = null

  constructor(options: HostsOptions) {
    const { activity, clock, logger, maxHot = 4_096, maxTurns = 512 } = options
    this.#options = options
    this.#hosts = new BoundedMap(maxHot, (host) => host.isQuiet)
    this.#queue = createTurnQueue({ turn: (id) => this.#turn(id), activity, clock, logger, maxTurns })
  }

  post(executionId: string, letter: Letter): void {
    if (this.#stopReason !== null) return letter.failed(this.#stopReason)
    const host = this.#hostOf(executionId)
    host.put(letter)
    this.#wake(host)
  }

  adopt(hot: HotExecution, outcome: Pick<TurnOutcome, 'questions' | 'more'>): void {
    if (isSettled(hot.execution)) return
    const host = this.#hostOf(hot.execution.id)
    host.hot ??= hot
    this.#followUp(host, host.hot, { ...outcome, progressed: true })
    if (host.goOn) this.#wake(host)
  }

  resume(executionId: string): void {
    const host = this.#hostOf(executionId)
    host.goOn = true
    this.#wake(host)
  }

  forget(executionId: string): void {
    this.#hosts.get(executionId)?.dropState()
  }

  async read(executionId: string): Promise<HotExecution | null> {
    const host = this.#hostOf(executionId)
    const hot = await this.#options.activity.track(this.#hotOf(host))
    this.#forgetWhenDone(host)
    return hot
  }

  get active(): readonly HotExecution[] {
    return [...this.#hosts.values()].flatMap((host) => (host.hot === null ? [] : [host.hot]))
  }

  async stop(reason: Error): Promise<void> {
    this.#stopReason = reason
    await this.#queue.stop()
    for (const host of this.#hosts.values()) for (const letter of host.takeAll()) letter.failed(reason)
    this.#hosts.clear()
  }

  #hostOf(id: string): Host {
    let host = this.#hosts.get(id)
    if (host === undefined) {
      host = new Host(id)
      this.#hosts.set(id, host)
    }
    return host
  }

  /** What has ended will not be needed again soon, and what is heavy must not fill the memory while it waits. */
  #forgetWhenDone(host: Host): void {
    if (!host.isQuiet) return
    if (host.hot === null || host.hot.isHeavy || isSettled(host.hot.execution)) this.#hosts.delete(host.id)
  }

  #wake(host: Host): void {
    if (this.#stopReason !== null || host.mode === 'turning') return
    if (host.mode === 'idle') {
      host.mode = 'queued'
      this.#queue.push(host.id, host.hasUrgent)
    } else if (host.hasUrgent) this.#queue.hurry(host.id)
  }

  #hotOf(host: Host): Promise<HotExecution | null> {
    if (host.hot !== null) return Promise.resolve(host.hot)
    host.loading ??= this.#options
      .load(host.id)
      .then((hot) => {
        host.hot = hot
        return hot
      })
      .finally(() => {
        host.loading = null
      })
    return host.loading
  }

  async #turn(id: string): Promise<void> {
    const host = this.#hostOf(id)
    host.mode = 'turning'
    const letters = host.take()
    try {
      await this.#takeTurn(host, letters)
    } catch (error) {
      this.#turnFailed(host, letters, error)
    }
    host.mode = 'idle'
    if (this.#stopReason !== null) for (const letter of host.takeAll()) letter.failed(this.#stopReason)
    else if (host.hasWork && host.failedTurns === 0) this.#wake(host)
    else this.#forgetWhenDone(host)
  }

  async #takeTurn(host: Host, letters: readonly Letter[]): Promise<void> {
    const hot = await this.#hotOf(host)
    if (hot === null) {
      host.goOn = false
      for (const letter of letters) letter.failed(executionGone(host.id))
      return
    }
    const { goOn } = host
    host.goOn = false
    const outcome = await this.#options.turns.take({ hot, letters, goOn, answers: host.answers })
    if (outcome.kind === 'stale') return this.#redo(host, letters)
    host.staleTurns = 0
    host.failedTurns = 0
    this.#followUp(host, hot, outcome)
  }

  #followUp(host: Host, hot: HotExecution, outcome: Omit<TurnOutcome, 'kind'>): void {
    if (outcome.progressed || outcome.questions.length === 0) host.answers.clear()
    if (outcome.more) host.goOn = true
    const unasked = outcome.questions.filter(({ key }) => !host.asking.has(key) && !host.answers.has(key))
    if (unasked.length > 0) this.#ask(host, hot, unasked)
  }

  /** Somebody else wrote the execution: everything is looked at again, as it is now. */
  #redo(host: Host, letters: readonly Letter[]): void {
    host.dropState()
    host.goOn = true
    host.staleTurns += 1
    if (host.staleTurns <= MAX_STALE_TURNS) return host.putBack(letters)
    host.staleTurns = 0
    const text = `Execution ${host.id} was changed by somebody else at the same time, again and again; try again`
    throw new AppError('INTERNAL', text)
  }

  /** A turn that met a broken database is tried again; one that met a bug is not, because it would only meet it again. */
  #turnFailed(host: Host, letters: readonly Letter[], error: unknown): void {
    const { alarms, clock, logger } = this.#options
    host.dropState()
    const bug = error instanceof InvariantError || error instanceof TypeError || error instanceof RangeError
    if (bug || this.#stopReason !== null) {
      if (bug) logger.error('A turn met a bug; the execution stands still', { executionId: host.id, error })
      for (const letter of letters) letter.failed(error)
      return
    }
    for (const letter of letters) if (!letter.shared) letter.failed(error)
    host.putBack(letters.filter((letter) => letter.shared))
    host.goOn = true
    host.failedTurns += 1
    const delay = Math.min(MAX_RETRY_MS, 50 * 2 ** Math.min(host.failedTurns, 10))
    logger.warn('A turn could not be written; it is tried again', { executionId: host.id, inMs: delay, error })
    alarms.set(clock.now() + delay, () => this.#wake(host))
  }

  #ask(host: Host, hot: HotExecution, questions: readonly HostQuestion[]): void {
    const { activity, resolver } = this.#options
    const { epoch } = host
    for (const question of questions) host.asking.add(question.key)
    const answers = Promise.all(questions.map((question) => resolver.answer(question, hot)))
    const forgetAsking = () => {
      for (const question of questions) host.asking.delete(question.key)
    }
    activity.track(
      answers.then(
        (found) => {
          forgetAsking()
          // Answers about a state that was dropped since are found anew.
          if (host.epoch === epoch) remember(host, questions, found)
          host.goOn = true
          this.#wake(host)
        },
        (error: unknown) => {
          forgetAsking()
          this.#askLater(host, error)
        },
      ),
    )
  }

  #askLater(host: Host, error: unknown): void {
    const { alarms, clock, logger } = this.#options
    logger.warn('Questions of an execution could not be answered; they are asked again', {
      executionId: host.id,
      inMs: ASK_AGAIN_MS,
      error,
    })
    alarms.set(clock.now() + ASK_AGAIN_MS, () => {
      host.goOn = true
      this.#wake(host)
    })
  }
}

function remember(host: Host, questions: readonly HostQuestion[], answers: readonly HostAnswer[]): void {
  for (const [index, answer] of answers.entries()) {
    const question = questions[index]
    if (question !== undefined) host.answers.set(question.key, answer)
  }
}

function executionGone(id: string): AppError {
  return new AppError('EXECUTION_NOT_FOUND', `Execution ${id} does not exist, or was deleted`)
}
