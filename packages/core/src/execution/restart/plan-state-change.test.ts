import { describe, expect, it } from 'vitest'
import type { SteppedExecution } from '../../testing/stepped-execution.ts'
import { planStateChange } from './plan-state-change.ts'
import { changeState, lifeOf, restart, run } from './restarting.testsuite.ts'

const RETURN = 'type: io.kestra.plugin.core.debug.Return'
const FAIL = 'type: io.kestra.plugin.core.execution.Fail'
const SEQUENTIAL = 'type: io.kestra.plugin.core.flow.Sequential'
const PAUSE = 'type: io.kestra.plugin.core.flow.Pause'
const UNANSWERED = expect.objectContaining({ code: 'GATE_UNANSWERED' })
const FIXED = expect.objectContaining({ code: 'EXECUTION_STATE_FIXED' })

function changing(
  stepped: SteppedExecution,
  ...change: [string, 'SUCCESS' | 'WARNING' | 'SKIPPED' | 'CANCELLED' | 'FAILED']
) {
  return () => changeState(stepped, ...change)
}

describe('planStateChange()', () => {
  it('takes a failure for a success and goes on after it (J-status-labels-taskrun-state)', () => {
    const stepped = run(`
tasks: [ { id: a, ${RETURN}, format: a }, { id: f, ${FAIL} }, { id: z, ${RETURN}, format: z } ]
errors: [ { id: e, ${RETURN}, format: e } ]
`)
    changeState(stepped, 'f', 'SUCCESS')
    expect(stepped.states).toEqual(['a SUCCESS', 'f SUCCESS', 'z SUCCESS'])
    expect(stepped.history()).toEqual('CREATED,RUNNING,FAILED,RESTARTED,RUNNING,SUCCESS'.split(','))
    expect(lifeOf(stepped, 'f')).toEqual({
      histories: 'CREATED,SUBMITTED,RUNNING,FAILED,SUCCESS',
      attempts: 'SUCCESS',
    })
    expect(stepped.rows.execution.attemptNumber).toBe(2)
    expect(stepped.rows.execution.labels).toContainEqual({ key: 'system.restarted', value: 'true' })
    expect(stepped.outputs('e')).toBeNull()
    expect(stepped.rows.audit.at(-1)).toMatchObject({
      action: 'execution.task_state_changed',
      body: { taskId: 'f', taskStateBefore: 'FAILED', taskState: 'SUCCESS', stateBefore: 'FAILED' },
    })
  })

  it('gives the state to the last attempt as well', () => {
    const stepped = run(
      `tasks: [ { id: s, type: io.kestra.plugin.core.flow.Sleep, duration: PT1S }, { id: z, ${RETURN}, format: z } ]`,
    )
    stepped.endAttempt('s', { state: 'FAILED' })
    changeState(stepped, 's', 'WARNING')
    expect(lifeOf(stepped, 's')).toEqual({ histories: 'CREATED,SUBMITTED,RUNNING,FAILED,WARNING', attempts: 'WARNING' })
    expect(
      stepped
        .taskRun('s')
        .attempts.at(-1)
        ?.histories.map(({ state }) => state)
        .slice(-2),
    ).toEqual(['FAILED', 'WARNING'])
    expect(stepped.rows.execution.state).toBe('WARNING')
  })

  it('takes a success for a failure: what followed is taken back, and `errors` run', () => {
    const stepped = run(`
tasks: [ { id: a, ${RETURN}, format: a }, { id: z, ${RETURN}, format: "{{ outputs.a.value }}" } ]
errors: [ { id: e, ${RETURN}, format: e } ]
`)
    changeState(stepped, 'a', 'FAILED')
    expect(stepped.states).toEqual(['a FAILED', 'e SUCCESS'])
    expect(stepped.outputs('z')).toBeNull()
    expect(stepped.outputs('a')).toEqual({ value: 'a' })
    expect(stepped.rows.execution.state).toBe('FAILED')
  })

  it('opens the containers around it again, and keeps what is inside of a container that it is', () => {
    const flow = `
tasks:
  - id: s
    ${SEQUENTIAL}
    tasks: [ { id: f, ${FAIL} }, { id: b, ${RETURN}, format: b } ]
  - { id: z, ${RETURN}, format: z }
`
    const inner = run(flow)
    changeState(inner, 'f', 'SKIPPED')
    expect(inner.states).toEqual(['s SUCCESS', 'f SKIPPED', 'b SUCCESS', 'z SUCCESS'])
    expect(lifeOf(inner, 's').histories).toBe('CREATED,RUNNING,FAILED,RUNNING,SUCCESS')
    const outer = run(flow)
    changeState(outer, 's', 'SUCCESS')
    expect(outer.states).toEqual(['s SUCCESS', 'f FAILED', 'z SUCCESS'])
    expect(outer.rows.execution.state).toBe('SUCCESS')
  })

  it('goes by dependencies and values: only what stands on the task run is taken back', () => {
    const dag = run(`
tasks:
  - id: d
    type: io.kestra.plugin.core.flow.Dag
    tasks:
      - { task: { id: a, ${RETURN}, format: a } }
      - { task: { id: b, ${RETURN}, format: b } }
      - { task: { id: after_a, ${RETURN}, format: x }, dependsOn: [ a ] }
`)
    const kept = dag.taskRun('b').id
    changeState(dag, 'a', 'WARNING')
    expect([...dag.states].sort()).toEqual(['a WARNING', 'after_a SUCCESS', 'b SUCCESS', 'd WARNING'])
    expect(dag.taskRun('b').id).toBe(kept)
    const loop = run(`
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: [ one, two ]
    tasks: [ { id: t, ${FAIL}, condition: "{{ taskrun.value == 'one' }}" } ]
`)
    changeState(loop, 't', 'SUCCESS')
    expect(loop.states).toEqual(['each SUCCESS', 't SUCCESS', 't SUCCESS'])
  })

  it('changes only what has ended for good: nothing that runs, waits or was killed', () => {
    const paused = run(`tasks: [ { id: a, ${RETURN}, format: a }, { id: p, ${PAUSE} } ]`)
    expect(changing(paused, 'a', 'FAILED')).toThrow(FIXED)
    expect(changing(paused, 'p', 'SUCCESS')).toThrow(FIXED)
    paused.kill()
    expect(changing(paused, 'p', 'SUCCESS')).toThrow(FIXED)
    const after = run(`
tasks: [ { id: a, ${FAIL} } ]
afterExecution: [ { id: s, type: io.kestra.plugin.core.flow.Sleep, duration: PT1S } ]
`)
    expect(changing(after, 'a', 'SUCCESS')).toThrow(FIXED)
    after.endAttempt('s')
    expect(changing(after, 's', 'FAILED')).toThrow(expect.objectContaining({ code: 'NOTHING_TO_RESTART' }))
    changeState(after, 'a', 'SUCCESS')
    expect(after.states).toEqual(['a SUCCESS', 's RUNNING'])
  })
})

describe('a gate and a change by hand', () => {
  const FAILING = `tasks: [ { id: p, ${PAUSE}, pauseDuration: PT1S, behavior: FAIL }, { id: z, ${RETURN}, format: z } ]`

  it('is never passed without an answer: a restart asks it again', () => {
    const stepped = run(FAILING)
    stepped.expire('p')
    for (const state of ['SUCCESS', 'WARNING', 'SKIPPED', 'CANCELLED'] as const) {
      expect(changing(stepped, 'p', state)).toThrow(UNANSWERED)
    }
    expect(stepped.states).toEqual(['p FAILED'])
    restart(stepped)
    stepped.resume('p')
    expect(stepped.states).toEqual(['p SUCCESS', 'z SUCCESS'])
  })

  it('that was answered keeps its answer, whatever is said of it since', () => {
    const stepped = run(`tasks: [ { id: p, ${PAUSE} }, { id: z, ${RETURN}, format: z } ]`)
    stepped.resume('p')
    const [request] = stepped.rows.requests.values()
    changeState(stepped, 'p', 'FAILED')
    expect(stepped.states).toEqual(['p FAILED'])
    changeState(stepped, 'p', 'SUCCESS')
    expect(stepped.states).toEqual(['p SUCCESS', 'z SUCCESS'])
    expect([...stepped.rows.requests.values()]).toEqual([request])
  })

  it('keeps what it ran while it waited, from which nothing goes on', () => {
    const stepped = run(`
tasks:
  - { id: p, ${PAUSE}, onPause: { id: note, ${RETURN}, format: asked } }
  - { id: z, ${RETURN}, format: z }
`)
    stepped.resume('p')
    expect(changing(stepped, 'note', 'FAILED')).toThrow(expect.objectContaining({ code: 'NOTHING_TO_RESTART' }))
    changeState(stepped, 'z', 'FAILED')
    expect(stepped.states).toEqual(['p SUCCESS', 'note SUCCESS', 'z FAILED'])
  })

  it('holds the containers around it: none goes on over a gate that was not reached', () => {
    const stepped = run(`
tasks:
  - id: s
    ${SEQUENTIAL}
    tasks: [ { id: f, ${FAIL} }, { id: p, ${PAUSE} } ]
  - { id: z, ${RETURN}, format: z }
`)
    expect(changing(stepped, 's', 'SUCCESS')).toThrow(/holds the gate `p`/)
    changeState(stepped, 'f', 'SUCCESS')
    expect(stepped.states).toEqual(['s RUNNING', 'f SUCCESS', 'p PAUSED'])
  })

  it('lets its containers go once it was passed, but for loops, whose later values were not asked', () => {
    const sequential = run(`
tasks:
  - id: s
    ${SEQUENTIAL}
    tasks: [ { id: p, ${PAUSE} }, { id: f, ${FAIL} } ]
  - { id: z, ${RETURN}, format: z }
`)
    sequential.resume('p')
    changeState(sequential, 's', 'SUCCESS')
    expect(sequential.states).toEqual(['s SUCCESS', 'p SUCCESS', 'f FAILED', 'z SUCCESS'])
    const loop = run(`
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: [ 1, 2 ]
    tasks: [ { id: p, ${PAUSE} }, { id: f, ${FAIL} } ]
`)
    loop.resume('p')
    expect(changing(loop, 'each', 'SUCCESS')).toThrow(UNANSWERED)
  })

  it('may stand in another flow that a task starts', () => {
    const stepped = run(`tasks: [ { id: f, ${FAIL} } ]`)
    const { plan, clock, rows, taskRuns } = stepped
    const whole = { execution: rows.execution, taskRuns, outputs: [], loopValues: [] }
    const change = {
      plan,
      whole,
      taskRunId: stepped.taskRun('f').id,
      gatesElsewhere: new Set(['f']),
      by: { actor: rows.execution.createdBy, origin: { door: 'api' } },
      now: clock.now(),
    } as const
    expect(() => planStateChange({ ...change, state: 'SUCCESS' })).toThrow(UNANSWERED)
    expect(planStateChange({ ...change, state: 'FAILED' }).execution.state).toBe('RESTARTED')
  })
})
