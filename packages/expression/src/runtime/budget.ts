import { Fault } from '../errors/fault.ts'
import type { ExpressionLimits } from '../limits/limits.ts'

/** The clock is looked at once in so many steps. */
const STEPS_PER_CHECK = 1024
/** Texts up to this length are made in no time. */
const LONG_TEXT = 4096
/** 64 characters are one step. */
const CHARACTERS_PER_STEP_BITS = 6

/**
 * What a rendering may still cost; shared by the renderings inside of it. The stopwatch starts with the first look at it, so
 * that short templates never pay for it: a template can do only little before.
 */
export class Budget {
  readonly limits: ExpressionLimits
  /** True once a text with a percent sign was printed: only then the output can hold raw tags. */
  sawPercent = false
  readonly #stopwatch: () => number
  #untilCheck = STEPS_PER_CHECK
  #deadline: number | null = null
  #loops = 0
  #calls = 0

  constructor(limits: ExpressionLimits, stopwatch: () => number) {
    this.limits = limits
    this.#stopwatch = stopwatch
  }

  /** Counts a small piece of work. Everything that grows with data calls it. */
  step(): void {
    this.#untilCheck -= 1
    if (this.#untilCheck === 0) this.checkTime()
  }

  /** Counts work that is known beforehand. */
  steps(count: number): void {
    this.#untilCheck -= count
    if (this.#untilCheck <= 0) this.checkTime()
  }

  checkTime(): void {
    this.#untilCheck = STEPS_PER_CHECK
    const now = this.#stopwatch()
    if (this.#deadline === null) this.#deadline = now + this.limits.timeMs
    else if (now > this.#deadline)
      throw limit(`Rendering takes longer than the ${this.limits.timeMs} ms that are allowed`)
  }

  /** Counts one round of a loop. */
  loop(): void {
    this.#loops += 1
    if (this.#loops > this.limits.loopSteps) {
      throw limit(`The loops take more than the ${this.limits.loopSteps} rounds that are allowed`)
    }
    this.step()
  }

  /** Counts the call of a macro, block or `render()`; `leave` ends it. */
  enter(): void {
    this.#calls += 1
    if (this.#calls > this.limits.depth)
      throw limit(`Calls are nested more than the ${this.limits.depth} deep that are allowed`)
    // Few levels are enough for calls without end, when each makes two more.
    this.step()
  }

  leave(): void {
    this.#calls -= 1
  }

  /** Refuses a text of this length that is made on the way. */
  checkText(length: number): void {
    if (length > this.limits.outputSize) throw tooLong(this.limits)
  }

  /**
   * Looks at what a filter or function gave: a long text is refused beyond the limit, and counts as the work that it was to make
   * it, so that no chain of them outruns the clock.
   */
  checkResult<T>(result: T): T {
    if (typeof result === 'string' && result.length > LONG_TEXT) {
      this.checkText(result.length)
      this.steps(result.length >> CHARACTERS_PER_STEP_BITS)
    }
    return result
  }

  /** Refuses a list or map of this size, and counts the work of making it. */
  checkCollection(size: number): void {
    this.checkSize(size)
    this.steps(size)
  }

  /** Refuses a list or map of this size. */
  checkSize(size: number): void {
    if (size > this.limits.collectionSize) {
      throw limit(`A list or map has more than the ${this.limits.collectionSize} elements that are allowed`)
    }
  }
}

/** The fault that a text is longer than allowed. */
export function tooLong({ outputSize }: ExpressionLimits): Fault {
  return limit(`The text becomes longer than the ${outputSize} characters that are allowed`)
}

function limit(reason: string): Fault {
  return new Fault('EXPRESSION_LIMIT', reason)
}
