import { InvariantError } from '../../errors/invariant.ts'
import type { ExecutionEvent } from '../../execution/events.ts'
import type { Advance } from '../../execution/turn.ts'
import { taskRunsInOrder } from '../execution-rows.ts'
import { SteppedExecution, type SteppedOptions } from '../stepped-execution.ts'
import { follow, leftUndone } from './follow.ts'
import { takeHappening } from './happenings.ts'
import type { Reference } from './reference.ts'

/** Far more turns than any flow of the test takes without news. */
const MANY_TURNS = 500

/** An execution of the real engine with the reference model beside it: compared after each turn, and when all is quiet. */
export class FollowedExecution extends SteppedExecution {
  readonly model: Reference
  #wasCut = false
  #turnsOnItsOwn = 0

  constructor(options: SteppedOptions, model: Reference) {
    super(options)
    this.model = model
  }

  override turn(...given: readonly ExecutionEvent[]): Advance {
    // As the engine does: what an earlier turn left undone must not be forgotten.
    const goesOn: readonly ExecutionEvent[] = this.#wasCut ? [{ kind: 'continue' }] : []
    const events = [
      ...given.filter((event) => event.kind !== 'continue'),
      ...goesOn,
      ...given.filter((event) => event.kind === 'continue'),
    ]
    const taken = super.turn(...events)
    for (const event of events) takeHappening(this.model, event)
    this.#wasCut = taken.more || taken.questions.length > 0
    this.#turnsOnItsOwn = given.every((event) => event.kind === 'continue') ? this.#turnsOnItsOwn + 1 : 0
    if (this.#turnsOnItsOwn > MANY_TURNS)
      throw new InvariantError(`the execution goes round in circles: ${this.#picture(taken)}`)
    const wrong = follow(this.model, this.rows)
    const undone = this.#wasCut || wrong.length > 0 ? [] : leftUndone(this.model)
    const found = [...wrong, ...undone]
    if (found.length > 0)
      throw new InvariantError(`${found.join('; ')} (after ${describe(events)}: ${this.#picture(taken)})`)
    return taken
  }

  /** Where everything stands, for whoever reads why a life failed. */
  #picture({ questions }: Advance): string {
    const asks = questions.map(({ kind, args }) => `${kind}(${args.join()})`)
    return `${this.rows.execution.state}, ${this.states.join(', ')}${asks.length === 0 ? '' : `, asks ${asks.join()}`}`
  }

  get isCut(): boolean {
    return this.#wasCut
  }

  /** Gives the task runs of the model the ids of a copy, which are in the same order. */
  rename(): void {
    for (const [index, { id }] of taskRunsInOrder(this.rows).entries()) {
      const run = this.model.runs[index]
      if (run !== undefined) run.key = id
    }
  }
}

function describe(events: readonly ExecutionEvent[]): string {
  return events.map((event) => JSON.stringify(event).slice(0, 200)).join(' + ')
}
