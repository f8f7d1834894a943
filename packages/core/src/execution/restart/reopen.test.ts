import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAppError } from '../../errors/app-error.ts'
import { randomFlow } from '../../testing/random-flows.ts'
import { flowOf, SteppedExecution } from '../../testing/stepped-execution.ts'
import { bringToEnd, sensibleThings } from '../advance/happenings.testsuite.ts'
import { TASK_STATES_BY_PERSON } from './plan-state-change.ts'
import { changeStateOf, replay, restart } from './restarting.testsuite.ts'

const life = fc.record({
  flow: randomFlow(),
  picks: fc.array(fc.nat(1_000), { maxLength: 12 }),
  hasAnswer: fc.boolean(),
  complete: fc.boolean(),
  again: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 3 }),
})

/** Lets some of the things happen that can happen. */
function liveOn(stepped: SteppedExecution, picks: readonly number[]): void {
  for (const pick of picks) {
    const possible = sensibleThings(stepped)
    const next = possible[pick % possible.length]
    if (next?.settled !== undefined) stepped.settle(next.settled)
    else if (next !== undefined) stepped.run(next.event)
  }
}

/** `SteppedExecution` holds the progress of every container against its children, after each turn. */
describe('reopen()', () => {
  it('leaves consistent progress, whatever is restarted, replayed or changed by hand, and what lives again comes to its end', () => {
    let restarts = 0
    let replays = 0
    let changes = 0
    fc.assert(
      fc.property(life, ({ flow, picks, hasAnswer, complete, again }) => {
        const answers = hasAnswer ? { 'kv(company.team, k)': 'PT1H' } : {}
        let stepped = new SteppedExecution({ flow: flowOf(flow), complete, answers }).start()
        liveOn(stepped, picks)
        for (const pick of again) {
          const target = stepped.taskRuns[pick % stepped.taskRuns.length]
          try {
            if (pick % 3 === 0 && target !== undefined) {
              stepped = replay(stepped, target.taskId)
              replays += 1
            } else if (pick % 3 === 1 && target !== undefined) {
              bringToEnd(stepped)
              const ended = stepped.taskRuns[pick % stepped.taskRuns.length] ?? target
              changeStateOf(stepped, ended.id, TASK_STATES_BY_PERSON[pick % TASK_STATES_BY_PERSON.length] ?? 'SUCCESS')
              changes += 1
            } else {
              bringToEnd(stepped)
              restart(stepped)
              restarts += 1
            }
          } catch (error) {
            if (!isAppError(error)) throw error
          }
          liveOn(stepped, picks)
        }
        bringToEnd(stepped)
        expect(stepped.rows.execution).toMatchObject({ unfinishedTurn: false, progress: { branch: 'done', active: 0 } })
      }),
      { numRuns: 300 },
    )
    expect(restarts).toBeGreaterThan(30)
    expect(replays).toBeGreaterThan(30)
    expect(changes).toBeGreaterThan(30)
  })
})
