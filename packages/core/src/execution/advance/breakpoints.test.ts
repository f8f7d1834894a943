import { describe, expect, it } from 'vitest'
import { SteppedExecution, TEST_PERSON } from '../../testing/stepped-execution.ts'
import { parseBreakpoint } from '../breakpoint.ts'
import { lifeOf, replay, restart } from '../restart/restarting.testsuite.ts'
import { LEAVE_BREAKPOINT } from './happenings.testsuite.ts'

const RETURN = 'type: io.kestra.plugin.core.debug.Return'
const SLEEP = 'type: io.kestra.plugin.core.flow.Sleep, duration: PT1S'
const BY = { actor: TEST_PERSON, origin: { door: 'api' } } as const

function started(tasks: string, ...breakpoints: readonly string[]): SteppedExecution {
  const flow = `id: flow\nnamespace: company.team\n${tasks}`
  return new SteppedExecution({ flow, breakpoints: breakpoints.map(parseBreakpoint) }).start()
}

const TWO = `tasks: [ { id: a, ${RETURN}, format: a }, { id: b, ${RETURN}, format: "{{ outputs.a.value }}" } ]`

describe('a breakpoint', () => {
  it('stops task run and execution before the task runs, and goes on when somebody says so (66c)', () => {
    const stepped = started(TWO, 'b')
    expect(stepped.states).toEqual(['a SUCCESS', 'b BREAKPOINT'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'BREAKPOINT'])
    expect(stepped.taskRun('b').attempts).toEqual([])
    expect(stepped.lines.at(-1)).toContain('breakpoint before `b`')
    stepped.run({ kind: 'continue' })
    expect(stepped.rows.execution.state).toBe('BREAKPOINT')
    stepped.run(LEAVE_BREAKPOINT)
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'BREAKPOINT', 'RUNNING', 'SUCCESS'])
    expect(lifeOf(stepped, 'b').histories).toBe('CREATED,BREAKPOINT,CREATED,SUBMITTED,RUNNING,SUCCESS')
    expect(stepped.outputs('b')).toEqual({ value: 'a' })
    const [left] = stepped.rows.audit
    expect(left).toMatchObject({ action: 'execution.breakpoint_left', actor: TEST_PERSON, body: { taskIds: ['b'] } })
  })

  it('stops at the next one too, unless the list is replaced', () => {
    const next = started(TWO, 'a', 'b')
    expect(next.states).toEqual(['a BREAKPOINT'])
    next.run(LEAVE_BREAKPOINT)
    expect(next.states).toEqual(['a SUCCESS', 'b BREAKPOINT'])
    const replaced = started(TWO, 'a', 'b')
    replaced.run({ kind: 'leave-breakpoint', ...BY, breakpoints: [] })
    expect(replaced.rows.execution).toMatchObject({ state: 'SUCCESS', breakpoints: [] })
  })

  it('stops a loop at one value of it', () => {
    const loop = `
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: [ x, y.z, w ]
    tasks: [ { id: t, ${RETURN}, format: "{{ taskrun.value }}" } ]
`
    const stepped = started(loop, 't.y.z')
    expect(stepped.states).toEqual(['each RUNNING', 't SUCCESS', 't BREAKPOINT'])
    expect(stepped.taskRun('t').value).toBe('y.z')
    stepped.run(LEAVE_BREAKPOINT)
    expect(stepped.rows.execution.state).toBe('SUCCESS')
  })

  it('lets workers finish beside it, begins nothing new, and holds gates back', () => {
    const side = `
tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - { id: gate, type: io.kestra.plugin.core.flow.Pause }
      - { id: s, type: io.kestra.plugin.core.flow.Sequential, tasks: [ { id: w, ${SLEEP} }, { id: x, ${RETURN}, format: x } ] }
      - { id: b, ${RETURN}, format: b }
`
    const stepped = started(side, 'b')
    expect(stepped.rows.execution.state).toBe('BREAKPOINT')
    expect(stepped.rows.requests.size).toBe(0)
    stepped.run(LEAVE_BREAKPOINT)
    expect(stepped.rows.execution.state).toBe('PAUSED')
    expect(stepped.rows.requests.size).toBe(1)
    stepped.endAttempt('w')
    stepped.resume('gate')
    expect(stepped.rows.execution.state).toBe('SUCCESS')
  })

  it('stops beside a task that waits for its next try, which waits for the breakpoint too', () => {
    const retried = `{ id: f, type: io.kestra.plugin.core.execution.Fail, retry: { type: constant, interval: PT1S, maxAttempts: 2 } }`
    const side = `
tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - ${retried}
      - { id: s, type: io.kestra.plugin.core.flow.Sequential, tasks: [ { id: w, ${SLEEP} }, { id: b, ${RETURN}, format: b } ] }
`
    const stepped = started(side, 'b')
    expect(stepped.rows.execution.state).toBe('RETRYING')
    stepped.endAttempt('w')
    expect(stepped.taskRun('b').state).toBe('BREAKPOINT')
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'RETRYING', 'BREAKPOINT'])
    stepped.run({ kind: 'retry-due', taskRunId: stepped.taskRun('f').id })
    expect(stepped.taskRun('f').state).toBe('CREATED')
    stepped.run(LEAVE_BREAKPOINT)
    expect([stepped.taskRun('f').state, stepped.taskRun('b').state]).toEqual(['FAILED', 'SUCCESS'])
    expect(stepped.history().slice(-3)).toEqual(['BREAKPOINT', 'RUNNING', 'FAILED'])
  })

  it('is not met in afterExecution: the execution has ended by then', () => {
    const stepped = started(
      `tasks: [ { id: a, ${RETURN}, format: a } ]\nafterExecution: [ { id: z, ${RETURN}, format: z } ]`,
      'z',
    )
    expect(stepped.states).toEqual(['a SUCCESS', 'z SUCCESS'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
  })

  it('can be killed, cannot be restarted, and holds nothing that is not there', () => {
    const stepped = started(TWO, 'b')
    expect(() => restart(stepped)).toThrow(/breakpoint/)
    stepped.kill()
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'BREAKPOINT', 'KILLING', 'KILLED'])
    expect(lifeOf(stepped, 'b').histories).toBe('CREATED,BREAKPOINT,KILLED')
    stepped.run(LEAVE_BREAKPOINT)
    expect(stepped.rows.execution.state).toBe('KILLED')
  })

  it('is not copied into a replay: what stood there runs', () => {
    const side = `
tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
    tasks: [ { id: a, ${RETURN}, format: a }, { id: b, ${RETURN}, format: b } ]
`
    const copy = replay(started(side, 'b'), 'a')
    expect(copy.rows.execution).toMatchObject({ state: 'SUCCESS', breakpoints: [] })
    expect(copy.states).toEqual(['both SUCCESS', 'a SUCCESS', 'b SUCCESS'])
  })
})
