import { describe, expect, it } from 'vitest'
import { applyAdvance, type ExecutionRows, workingSetOf } from '../../testing/execution-rows.ts'
import { createSequentialIds } from '../../testing/sequential-ids.ts'
import { SteppedExecution } from '../../testing/stepped-execution.ts'
import type { ExecutionEvent } from '../events.ts'
import { STORIES } from '../stories.testsuite.ts'
import type { Advance } from '../turn.ts'
import { advance } from './advance.ts'

/** Takes every turn twice over frozen rows, and compares. */
class TwiceExecution extends SteppedExecution {
  turns = 0

  override turn(...events: readonly ExecutionEvent[]): Advance {
    this.turns += 1
    freeze(this.rows)
    freeze(events)
    const once = () => {
      const turn = { ...this.turnNow(), ids: createSequentialIds(`turn${this.turns}`) }
      return advance(this.plan, workingSetOf(this.rows, true), events, turn)
    }
    const [first, second] = [once(), once()]
    expect(second).toEqual(first)
    this.rows = applyAdvance(this.rows, first)
    return first
  }
}

describe('advance()', () => {
  it.each(STORIES.map((story) => [story.name, story] as const))(
    'gives the same for the same, and leaves what it was given alone: %s',
    (_, { flow, inputs = {}, answers = {}, play }) => {
      const twice = new TwiceExecution({ flow, inputs, answers })
      twice.start()
      play(twice)
      expect(twice.turns).toBeGreaterThan(0)
      expect(twice.rows.execution.unfinishedTurn).toBe(false)
    },
  )
})

/** Freezes values at every depth; maps cannot be frozen, their entries can. */
function freeze(value: ExecutionRows | unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const member of value instanceof Map ? value.values() : Object.values(value)) freeze(member)
}
