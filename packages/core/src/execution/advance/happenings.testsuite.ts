import { expect } from 'vitest'
import { type Decision, decide, expire } from '../../approval/decide.ts'
import type { Flow } from '../../flow/flow.ts'
import { createRunnableCatalogue } from '../../testing/runnable-types.ts'
import { type SteppedExecution, TEST_PERSON } from '../../testing/stepped-execution.ts'
import type { Breakpoint } from '../breakpoint.ts'
import type { ExecutionEvent } from '../events.ts'
import { compilePlan } from '../plan.ts'

/** One thing that can happen next: what is written besides, and the event of the turn. */
export interface Happening {
  readonly event: ExecutionEvent
  readonly settled?: Extract<Decision, { kind: 'settled' }>
}

export const LEAVE_BREAKPOINT: ExecutionEvent = {
  kind: 'leave-breakpoint',
  actor: TEST_PERSON,
  origin: { door: 'api' },
}

/** What workers, people, timers and children can do as things stand. */
export function sensibleThings(stepped: SteppedExecution): readonly Happening[] {
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
  const held = rows.execution.state === 'BREAKPOINT' ? [{ event: LEAVE_BREAKPOINT }] : []
  return [...events.map((event) => ({ event })), ...requests, ...held, { event: start }]
}

/** Answers everything, so that whatever was begun must come to its end. */
export function bringToEnd(stepped: SteppedExecution): void {
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

export function attemptEnded(
  taskRunId: string,
  attempt: number,
  state: 'SUCCESS' | 'FAILED' | 'WARNING',
): ExecutionEvent {
  const result = { state, outputs: {}, failure: null, startedAt: 0, endedAt: 0, logs: [] }
  return { kind: 'attempt-ended', taskRunId, attempt, result }
}

/** A breakpoint before every task of a flow. */
export function everyTask(flow: Flow): readonly Breakpoint[] {
  const plan = compilePlan(flow, createRunnableCatalogue())
  return [...plan.nodes.keys()].map((taskId) => ({ taskId, value: null }))
}
