import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFlow } from '../../testing/random-flows.ts'
import { flowOf, SteppedExecution, TEST_PERSON } from '../../testing/stepped-execution.ts'
import type { ExecutionEvent } from '../events.ts'
import {
  attemptEnded,
  bringToEnd,
  everyTask,
  type Happening,
  LEAVE_BREAKPOINT,
  sensibleThings,
} from './happenings.testsuite.ts'

/** A choice of the random source: which of the things that can happen, and whether to do something senseless instead. */
interface Choice {
  readonly pick: number
  readonly senseless: boolean
  readonly alongside: boolean
}

const choice: fc.Arbitrary<Choice> = fc.record({
  pick: fc.nat(1_000),
  senseless: fc.boolean(),
  alongside: fc.boolean(),
})

const life = fc.record({
  flow: randomFlow(),
  choices: fc.array(choice, { maxLength: 25 }),
  complete: fc.boolean(),
  hasAnswer: fc.boolean(),
  breaks: fc.boolean(),
  cuts: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
})

describe('advance()', () => {
  it('takes every event in every order, and what must never be never is', () => {
    fc.assert(
      fc.property(life, ({ flow, choices, complete, hasAnswer, breaks, cuts }) => {
        let steps = 0
        const parsed = flowOf(flow)
        const stepped = new SteppedExecution({
          flow: parsed,
          breakpoints: breaks ? everyTask(parsed) : [],
          complete,
          answers: hasAnswer ? { 'kv(company.team, k)': 'PT1H' } : {},
          shouldYield: () => cuts[steps++ % cuts.length] ?? false,
        })
        const past: ExecutionEvent[] = []
        for (const one of choices) happen(stepped, one, past)
        bringToEnd(stepped)
        expect(stepped.rows.execution).toMatchObject({ unfinishedTurn: false, progress: { branch: 'done', active: 0 } })
      }),
      { numRuns: 300 },
    )
  })
})

/** Lets one thing happen; `SteppedExecution` checks the rows after each turn. */
function happen(stepped: SteppedExecution, { pick, senseless, alongside }: Choice, past: ExecutionEvent[]): void {
  const possible = senseless ? senselessThings(stepped, past) : sensibleThings(stepped)
  const happening = possible[pick % possible.length]
  if (happening === undefined) return
  past.push(happening.event)
  if (happening.settled !== undefined) return stepped.settle(happening.settled)
  const other = past[pick % past.length]
  const together = alongside && other !== undefined ? [happening.event, other] : [happening.event]
  stepped.answer(stepped.turn(...together))
}

/** Repetitions, things that come too late, and things that never were. */
function senselessThings({ rows }: SteppedExecution, past: readonly ExecutionEvent[]): readonly Happening[] {
  const runs = [...rows.taskRuns.values()]
  const request = [...rows.requests.values()].find((one) => one.settlement !== null)
  const settlement = request?.settlement
  const nothing = { taskRunId: 'nothing', childId: 'nothing', namespace: 'n', flowId: 'f' }
  const events: readonly ExecutionEvent[] = [
    ...past,
    ...runs.flatMap((run) => [attemptEnded(run.id, 0, 'SUCCESS'), attemptEnded(run.id, 7, 'FAILED')]),
    ...runs.map(
      (run) => ({ kind: 'child-ended', taskRunId: run.id, childId: 'x', state: 'FAILED', outputs: null }) as const,
    ),
    ...runs
      .map((run) => ({ kind: 'child-refused', taskRunId: run.id, message: 'late' }) as const)
      .filter(({ taskRunId }) => rows.taskRuns.get(taskRunId)?.waiting?.kind !== 'child'),
    ...(request === undefined || settlement === null || settlement === undefined
      ? []
      : [
          {
            kind: 'request-settled',
            taskRunId: request.taskRunId,
            requestId: request.id,
            settlement,
            resumeTo: 'SUCCESS',
          } as const,
        ]),
    attemptEnded('nothing', 0, 'SUCCESS'),
    { kind: 'child-started', ...nothing },
    { kind: 'kill', actor: TEST_PERSON, origin: { door: 'api' } },
    LEAVE_BREAKPOINT,
    { kind: 'start' },
    { kind: 'continue' },
  ]
  return events.map((event) => ({ event }))
}
