import { AppError, type Clock, type HostQuestion, InvariantError, type Logger } from '@countersign/core'
import type { Activity } from '../activity.ts'
import type { Alarms } from '../alarms.ts'
import { BoundedMap } from '../bounded-map.ts'
import type { HostResolver } from '../answers/host-resolver.ts'
import { Host } from './host.ts'
import { type HotExecution, isSettled } from './hot-execution.ts'
import type { Letter } from './letter.ts'
import { createTurnQueue } from './turn-queue.ts'
import type { TurnOutcome, TurnRunner } from './turn-runner.ts'

/** The executions that are being worked on, each with its mailbox. */
export interface Hosts {
  /** Puts a letter into the mailbox of an execution; it is opened when its turn comes. */
  post(executionId: string, letter: Letter): void
  /** Takes over an execution that was created together with its first turn. */
  adopt(hot: HotExecution, turn: Pick<TurnOutcome, 'questions' | 'more'>): void
  /** Goes on with an execution whose last turn was cut by the end of an earlier process. */
  resume(executionId: string): void
  /** The execution as it stands, for reading; null when there is none. */
  read(executionId: string): Promise<HotExecution | null>
  readonly active: Iterable<HotExecution>
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

/** A write that lost is redone this often before whoever asked is told. */
const MAX_STALE_TURNS = 16
const MAX_RETRY_MS = 5_000

/** Makes the hosts: mailboxes, one turn at a time for each execution, and the memory of those that are hot. */
export function createHosts(options: HostsOptions): Hosts {
  const { turns, load, resolver, activity, alarms, clock, logger, maxHot = 4_096, maxTurns = 512 } = options
  const hosts = new BoundedMap<string, Host>(maxHot, (host) => host.isQuiet)
  const queue = createTurnQueue({ turn, activity, clock, logger, maxTurns })
  let stopReason: Error | null = null

  function hostOf(id: string): Host {
    let host = hosts.get(id)
    if (host === undefined) {
      host = new Host(id)
      hosts.set(id, host)
    }
    return host
  }

  function wake(host: Host): void {
    if (stopReason !== null || host.mode === 'turning') return
    if (host.mode === 'idle') {
      host.mode = 'queued'
      queue.push(host.id, host.hasUrgent)
    } else if (host.hasUrgent) queue.hurry(host.id)
  }

  function hotOf(host: Host): Promise<HotExecution | null> {
    if (host.hot !== null) return Promise.resolve(host.hot)
    host.loading ??= load(host.id)
      .then((hot) => {
        host.hot = hot
        return hot
      })
      .finally(() => {
        host.loading = null
      })
    return host.loading
  }

  async function turn(id: string): Promise<void> {
    const host = hostOf(id)
    host.mode = 'turning'
    const letters = host.take()
    try {
      await takeTurn(host, letters)
    } catch (error) {
      turnFailed(host, letters, error)
    }
    host.mode = 'idle'
    if (stopReason !== null) for (const letter of host.takeAll()) letter.failed(stopReason)
    else if (host.hasWork && host.failedTurns === 0) wake(host)
    else if (host.isQuiet && (host.hot === null || isSettled(host.hot.execution))) hosts.delete(id)
  }

  async function takeTurn(host: Host, letters: readonly Letter[]): Promise<void> {
    const hot = await hotOf(host)
    if (hot === null) {
      host.goOn = false
      for (const letter of letters) letter.failed(executionGone(host.id))
      return
    }
    const goOn = host.goOn
    host.goOn = false
    const outcome = await turns.take({ hot, letters, goOn, answers: host.answers })
    if (outcome.kind === 'stale') return redo(host, letters)
    host.staleTurns = 0
    host.failedTurns = 0
    followUp(host, hot, outcome)
  }

  function followUp(host: Host, hot: HotExecution, outcome: Pick<TurnOutcome, 'questions' | 'more'> & { progressed: boolean }): void {
    if (outcome.progressed || outcome.questions.length === 0) host.answers.clear()
    if (outcome.more) host.goOn = true
    const unasked = outcome.questions.filter((question) => !host.asking.has(question.key) && !host.answers.has(question.key))
    if (unasked.length > 0) ask(host, hot, unasked)
  }

  /** Somebody else wrote the execution: everything is looked at again, as it is now. */
  function redo(host: Host, letters: readonly Letter[]): void {
    host.dropState()
    host.goOn = true
    host.staleTurns += 1
    if (host.staleTurns <= MAX_STALE_TURNS) return host.putBack(letters)
    host.staleTurns = 0
    logger.error('An execution changes faster than its turns can be written', { executionId: host.id })
    const text = `Execution ${host.id} was changed by somebody else at the same time, again and again; try again`
    for (const letter of letters) letter.failed(new AppError('INTERNAL', text))
  }

  /** A turn that met a broken database is tried again; one that met a bug is not, because it would only meet it again. */
  function turnFailed(host: Host, letters: readonly Letter[], error: unknown): void {
    host.dropState()
    const bug = error instanceof InvariantError || error instanceof TypeError || error instanceof RangeError
    if (bug || stopReason !== null) {
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
    alarms.set(clock.now() + delay, () => wake(host))
  }

  function ask(host: Host, hot: HotExecution, questions: readonly HostQuestion[]): void {
    const { epoch } = host
    for (const question of questions) host.asking.add(question.key)
    const answered = Promise.all(
      questions.map(async (question) => ({ key: question.key, answer: await resolver.answer(question, hot) })),
    )
    const forgetAsking = () => {
      for (const question of questions) host.asking.delete(question.key)
    }
    activity
      .track(answered)
      .then((answers) => {
        forgetAsking()
        if (host.epoch === epoch) for (const { key, answer } of answers) host.answers.set(key, answer)
        host.goOn = true
        wake(host)
      })
      .catch((error: unknown) => {
        forgetAsking()
        logger.warn('Questions of an execution could not be answered; they are asked again', {
          executionId: host.id,
          error,
        })
        alarms.set(clock.now() + 1_000, () => {
          host.goOn = true
          wake(host)
        })
      })
  }

  return {
    post(executionId, letter) {
      if (stopReason !== null) return letter.failed(stopReason)
      const host = hostOf(executionId)
      host.put(letter)
      wake(host)
    },
    adopt(hot, outcome) {
      const { id } = hot.execution
      if (isSettled(hot.execution)) return
      const host = hostOf(id)
      host.hot ??= hot
      followUp(host, host.hot, { ...outcome, progressed: true })
      if (host.goOn) wake(host)
    },
    resume(executionId) {
      const host = hostOf(executionId)
      host.goOn = true
      wake(host)
    },
    async read(executionId) {
      const host = hostOf(executionId)
      const hot = await activity.track(hotOf(host))
      if (host.isQuiet && (hot === null || isSettled(hot.execution))) hosts.delete(executionId)
      return hot
    },
    get active() {
      return [...hosts.values()].flatMap((host) => (host.hot === null ? [] : [host.hot]))
    },
    async stop(reason) {
      stopReason = reason
      await queue.stop()
      for (const host of hosts.values()) for (const letter of host.takeAll()) letter.failed(reason)
      hosts.clear()
    },
  }
}

function executionGone(id: string): AppError {
  return new AppError('EXECUTION_NOT_FOUND', `Execution ${id} does not exist, or was deleted`)
}
