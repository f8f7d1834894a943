import { describe, expect, it } from 'vitest'
import { SteppedExecution } from '../../testing/stepped-execution.ts'
import { lifeOf, restart, run } from './restarting.testsuite.ts'

const LOG = 'io.kestra.plugin.core.log.Log'
const RETURN = 'io.kestra.plugin.core.debug.Return'
const FAIL_ONCE = 'type: io.kestra.plugin.core.execution.Fail, condition: "{{ taskrun.attemptsCount == 0 }}"'

describe('planRestart()', () => {
  it('runs the failed task again and goes on; `errors` are forgotten (rs-failed)', () => {
    const stepped = run(`
tasks:
  - { id: a, type: ${RETURN}, format: a }
  - { id: f, ${FAIL_ONCE} }
  - { id: z, type: ${RETURN}, format: z }
errors: [ { id: e, type: ${LOG}, message: e } ]
finally: [ { id: fin, type: ${LOG}, message: fin } ]
afterExecution: [ { id: ae, type: ${LOG}, message: "{{ execution.state }}" } ]
`)
    expect(stepped.states).toEqual(['a SUCCESS', 'f FAILED', 'e SUCCESS', 'fin SUCCESS', 'ae SUCCESS'])
    restart(stepped)
    expect(stepped.states).toEqual(['a SUCCESS', 'f SUCCESS', 'z SUCCESS', 'fin SUCCESS', 'ae SUCCESS'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'FAILED', 'RESTARTED', 'RUNNING', 'SUCCESS'])
    expect(lifeOf(stepped, 'f')).toEqual({
      histories: 'CREATED,SUBMITTED,RUNNING,FAILED,RESTARTED,SUBMITTED,RUNNING,SUCCESS',
      attempts: 'FAILED,SUCCESS',
    })
    expect(lifeOf(stepped, 'a').attempts).toBe('SUCCESS')
    expect(stepped.lines.filter((line) => line.includes(' ae: '))).toEqual(['INFO ae: FAILED', 'INFO ae: SUCCESS'])
    expect(stepped.rows.execution).toMatchObject({ attemptNumber: 2, endedAt: expect.any(Number) })
    expect(stepped.rows.execution.labels).toContainEqual({ key: 'system.restarted', value: 'true' })
  })

  it('opens the containers around it with the attempt that they had (rs-nested)', () => {
    const stepped = run(`
tasks:
  - id: s
    type: io.kestra.plugin.core.flow.Sequential
    tasks: [ { id: a, type: ${RETURN}, format: a }, { id: f, ${FAIL_ONCE} } ]
    errors: [ { id: e, type: ${LOG}, message: e } ]
  - { id: z, type: ${RETURN}, format: z }
`)
    restart(stepped)
    expect(stepped.states).toEqual(['s SUCCESS', 'a SUCCESS', 'f SUCCESS', 'z SUCCESS'])
    expect(lifeOf(stepped, 's')).toEqual({ histories: 'CREATED,RUNNING,FAILED,RUNNING,SUCCESS', attempts: 'SUCCESS' })
  })

  it('leaves alone what was tolerated, and restarts what made the execution fail', () => {
    const stepped = run(`
tasks:
  - id: tolerant
    type: io.kestra.plugin.core.flow.Sequential
    allowFailure: true
    tasks: [ { id: x, type: io.kestra.plugin.core.execution.Fail } ]
  - { id: f, ${FAIL_ONCE} }
`)
    restart(stepped)
    expect(stepped.states).toEqual(['tolerant WARNING', 'x FAILED', 'f SUCCESS'])
    expect(stepped.rows.execution.state).toBe('WARNING')
    expect(lifeOf(stepped, 'x').attempts).toBe('FAILED')
  })

  it('keeps answers of people (pa-restart-failed)', () => {
    const stepped = run(`
tasks:
  - { id: p, type: io.kestra.plugin.core.flow.Pause, onResume: [ { id: n, type: STRING } ] }
  - { id: f, ${FAIL_ONCE} }
  - { id: z, type: ${RETURN}, format: "{{ outputs.p.onResume.n }}" }
`)
    stepped.resume('p', { n: '1' })
    expect(stepped.rows.execution.state).toBe('FAILED')
    restart(stepped)
    expect(stepped.outputs('z')).toEqual({ value: '1' })
    expect(stepped.rows.execution.attemptNumber).toBe(3)
    expect(lifeOf(stepped, 'p').histories).toBe('CREATED,RUNNING,PAUSED,SUCCESS')
  })

  it('asks a gate again that its deadline failed, as round 2 and without the old outcome (pa-dur-fail-restart)', () => {
    const stepped = run(`
tasks:
  - id: p
    type: io.kestra.plugin.core.flow.Pause
    pauseDuration: PT1H
    behavior: FAIL
    errors: [ { id: e, type: ${LOG}, message: e } ]
  - { id: z, type: ${LOG}, message: z }
`)
    stepped.expire('p')
    expect(stepped.states).toEqual(['p FAILED', 'e SUCCESS'])
    restart(stepped)
    expect(stepped.states).toEqual(['p PAUSED'])
    expect(stepped.openRequest('p').round).toBe(2)
    expect(stepped.outputs('p')).toBeNull()
    stepped.resume('p')
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(lifeOf(stepped, 'p').histories).toBe(
      'CREATED,RUNNING,PAUSED,RUNNING,FAILED,RESTARTED,RUNNING,PAUSED,SUCCESS',
    )
  })

  it.each([true, false])(
    'numbers the rounds on of a gate in `errors` that a restart removed (complete: %s)',
    (complete) => {
      const stepped = new SteppedExecution({
        complete,
        flow: `
id: rounds
namespace: company.team
tasks: [ { id: f, type: io.kestra.plugin.core.execution.Fail } ]
errors: [ { id: p, type: io.kestra.plugin.core.flow.Pause } ]
`,
      }).start()
      stepped.resume('p')
      restart(stepped)
      expect(stepped.openRequest('p').round).toBe(2)
    },
  )

  it('goes on inside of a gate whose `tasks` failed: the answer stands', () => {
    const stepped = run(`
tasks:
  - id: p
    type: io.kestra.plugin.core.flow.Pause
    tasks: [ { id: f, ${FAIL_ONCE} }, { id: g, type: ${LOG}, message: g } ]
`)
    stepped.resume('p')
    expect(stepped.states).toEqual(['p FAILED', 'f FAILED'])
    restart(stepped)
    expect(stepped.states).toEqual(['p SUCCESS', 'f SUCCESS', 'g SUCCESS'])
    expect(stepped.rows.requests.size).toBe(1)
  })

  it('restarts the child that a Subflow waited for (sf-restart)', () => {
    const stepped = run(
      'tasks: [ { id: c, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: child } ]',
    )
    const { waiting, id: taskRunId } = stepped.taskRun('c')
    const childId = waiting?.kind === 'child' ? waiting.executionId : ''
    const started = { kind: 'child-started', taskRunId, childId, namespace: 'company.team', flowId: 'child' } as const
    stepped.run(started)
    stepped.run({ kind: 'child-ended', taskRunId, childId, state: 'FAILED', outputs: null })
    restart(stepped)
    expect(stepped.taskRun('c')).toMatchObject({
      state: 'RESTARTED',
      waiting: { kind: 'child', executionId: childId },
    })
    expect([...stepped.rows.jobs.values()]).toMatchObject([{ kind: 'start-child', attempt: 1 }])
    stepped.run(started)
    stepped.run({ kind: 'child-ended', taskRunId, childId, state: 'SUCCESS', outputs: null })
    expect(lifeOf(stepped, 'c')).toEqual({
      histories: 'CREATED,RUNNING,FAILED,RESTARTED,RUNNING,SUCCESS',
      attempts: 'FAILED,SUCCESS',
    })
  })

  it('refuses what waits, what was killed, and what has nothing to restart (pa-restart-paused, rs-killed)', () => {
    const paused = run('tasks: [ { id: p, type: io.kestra.plugin.core.flow.Pause } ]')
    expect(() => restart(paused)).toThrow(expect.objectContaining({ code: 'EXECUTION_NOT_RESTARTABLE' }))
    expect(paused.rows.execution.state).toBe('PAUSED')
    paused.kill()
    expect(() => restart(paused)).toThrow(expect.objectContaining({ code: 'EXECUTION_NOT_RESTARTABLE' }))
    const done = run(`tasks: [ { id: a, type: ${LOG}, message: a } ]`)
    expect(() => restart(done)).toThrow(expect.objectContaining({ code: 'NOTHING_TO_RESTART' }))
  })

  it('waits for `afterExecution` tasks that still run', () => {
    const stepped = run(`
tasks: [ { id: f, ${FAIL_ONCE} } ]
afterExecution: [ { id: s, type: io.kestra.plugin.core.flow.Sleep, duration: PT1S } ]
`)
    expect(() => restart(stepped)).toThrow(/afterExecution/)
    stepped.endAttempt('s')
    restart(stepped)
    stepped.endAttempt('s')
    expect(stepped.states).toEqual(['f SUCCESS', 's SUCCESS'])
  })
})
