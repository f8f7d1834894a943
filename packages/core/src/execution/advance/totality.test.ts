import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Decision, decide, expire } from '../../approval/decide.ts'
import { randomFlow } from '../../testing/random-flows.ts'
import { flowOf, SteppedExecution, TEST_PERSON } from '../../testing/stepped-execution.ts'
import type { ExecutionEvent } from '../events.ts'

/** One thing that can happen next: what is written besides, and the event of the turn. */
interface Happening {
  readonly event: ExecutionEvent
  readonly settled?: Extract<Decision, { kind: 'settled' }>
}

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
  cuts: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
})

describe('advance()', () => {
  it('takes every event in every order, and what must never be never is', () => {
    fc.assert(
      fc.property(life, ({ flow, choices, complete, hasAnswer, cuts }) => {
        let steps = 0
        const stepped = new SteppedExecution({
          flow: flowOf(flow),
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

/** What workers, people, timers and children can do as things stand. */
function sensibleThings(stepped: SteppedExecution): readonly Happening[] {
  const { rows, clock } = stepped
  const jobs = [...rows.jobs.values()].flatMap((job) => {
    const run = rows.taskRuns.get(job.taskRunId)
    if (run?.waiting?.kind === 'child') {
      const child = { taskRunId: run.id, childId: run.waiting.executionId, namespace: 'company.team', flowId: 'child' }
      return [
        { kind: 'child-started', ...child },
        { kind: 'child-refused', taskRunId: run.id, message: 'no such flow' },
      ] as const
    }
    return (['SUCCESS', 'FAILED', 'WARNING'] as const).map((state) => attemptEnded(job.taskRunId, job.attempt, state))
  })
  const children = [...rows.taskRuns.values()].flatMap((run) => {
    if (run.waiting?.kind !== 'child' || run.state !== 'RUNNING') return []
    const { executionId: childId } = run.waiting
    const states = ['SUCCESS', 'FAILED', 'WARNING', 'KILLED', 'CANCELLED'] as const
    return states.map((state) => ({ kind: 'child-ended', taskRunId: run.id, childId, state, outputs: null }) as const)
  })
  const requests = [...rows.requests.values()].flatMap((request) => {
    const input = { actor: TEST_PERSON, origin: { door: 'ui' }, at: clock.now(), form: null } as const
    const decisions = [decide(request, input), expire(request, request.dueAt ?? clock.now())]
    return decisions.flatMap((settled): readonly Happening[] => {
      if (settled?.kind !== 'settled') return []
      const { settlement, resumeTo } = settled
      const event = { kind: 'request-settled', taskRunId: request.taskRunId, requestId: request.id } as const
      return [{ event: { ...event, settlement, resumeTo }, settled }]
    })
  })
  const events: readonly ExecutionEvent[] = [...jobs, ...children]
  const start: ExecutionEvent = rows.execution.state === 'CREATED' ? { kind: 'start' } : { kind: 'continue' }
  return [...events.map((event) => ({ event })), ...requests, { event: start }]
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
    { kind: 'start' },
    { kind: 'continue' },
  ]
  return events.map((event) => ({ event }))
}

/** Answers everything, so that whatever was begun must come to its end. */
function bringToEnd(stepped: SteppedExecution): void {
  stepped.run({ kind: 'start' })
  stepped.run({ kind: 'continue' })
  for (let left = 1_000; left > 0; left--) {
    const next = sensibleThings(stepped).find(({ event }) => event.kind !== 'continue')
    if (next === undefined) return
    if (next.settled !== undefined) stepped.settle(next.settled)
    else stepped.run(next.event)
  }
  expect.unreachable('the execution never ends')
}

function attemptEnded(taskRunId: string, attempt: number, state: 'SUCCESS' | 'FAILED' | 'WARNING'): ExecutionEvent {
  const result = { state, outputs: {}, failure: null, startedAt: 0, endedAt: 0, logs: [] }
  return { kind: 'attempt-ended', taskRunId, attempt, result }
}
