import type { HostAnswer } from '@countersign/core'
import type { HotExecution } from './hot-execution.ts'
import type { Letter } from './letter.ts'

/** At most this many events share one turn, so that the turn stays short. */
const MAX_SHARED_LETTERS = 128

/**
 * The mailbox of one execution and what is remembered of it while it is worked on. One turn at a time:
 *
 *     idle ──letter, answer──► queued ──its turn comes──► turning ──► idle, or queued again when more is there
 */
export class Host {
  readonly id: string
  mode: 'idle' | 'queued' | 'turning' = 'idle'
  hot: HotExecution | null = null
  /** The load that is under way, so that a worker and a turn share it. */
  loading: Promise<HotExecution | null> | null = null
  /** A turn was cut, or answers came: the next one begins with `continue`. */
  goOn = false
  /** Answers for the attempt that asked; dropped once it got past its questions. */
  readonly answers = new Map<string, HostAnswer>()
  /** Keys of the questions that are being answered. */
  readonly asking = new Set<string>()
  /** Raised when the state was dropped, so that answers about it are dropped too. */
  epoch = 0
  staleTurns = 0
  failedTurns = 0
  readonly #letters: Letter[] = []

  constructor(id: string) {
    this.id = id
  }

  get hasWork(): boolean {
    return this.goOn || this.#letters.length > 0
  }

  get hasUrgent(): boolean {
    return this.#letters[0]?.urgent === true
  }

  /** True when nothing would be lost by forgetting it. */
  get isQuiet(): boolean {
    return this.mode === 'idle' && !this.hasWork && this.asking.size === 0 && this.loading === null
  }

  put(letter: Letter): void {
    if (!letter.urgent) {
      this.#letters.push(letter)
      return
    }
    const firstOther = this.#letters.findIndex((one) => !one.urgent)
    this.#letters.splice(firstOther === -1 ? this.#letters.length : firstOther, 0, letter)
  }

  /** Letters of a refused turn, to be opened again before all others. */
  putBack(letters: readonly Letter[]): void {
    this.#letters.unshift(...letters)
  }

  /** The letters of the next turn: one with a turn of its own, or a run of those that may share. */
  take(): readonly Letter[] {
    const first = this.#letters[0]
    if (first === undefined) return []
    if (!first.shared) return this.#letters.splice(0, 1)
    const end = this.#letters.findIndex((letter) => !letter.shared)
    return this.#letters.splice(0, Math.min(end === -1 ? this.#letters.length : end, MAX_SHARED_LETTERS))
  }

  takeAll(): readonly Letter[] {
    return this.#letters.splice(0)
  }

  /** Forgets the state in memory, because the database knows better. */
  dropState(): void {
    this.hot = null
    this.answers.clear()
    this.epoch += 1
  }
}
