import { describe, expect, it } from 'vitest'
import { SteppedExecution, TEST_PERSON } from '../../testing/stepped-execution.ts'
import { TEST_START } from '../../testing/test-clock.ts'

const LOG = 'io.kestra.plugin.core.log.Log'
const HOUR = 3_600_000

function started(gate: string, rest = ''): SteppedExecution {
  const flow = `
id: f
namespace: company.team
variables: { hours: 2, choices: [a, b, null] }
tasks:
  - { id: gate, type: io.kestra.plugin.core.flow.Pause, ${gate.replaceAll('\n', ' ')} }
  - { id: z, type: ${LOG}, message: "{{ outputs.gate.resumed.to ?? 'none' }}" }
errors: [ { id: e, type: ${LOG}, message: e } ]
finally: [ { id: f, type: ${LOG}, message: f } ]
${rest}`
  return new SteppedExecution({ flow }).start()
}

describe('a gate that is reached', () => {
  it('opens a request, pauses, arms its deadline and says so in the audit log', () => {
    const stepped = started(
      'description: "May they go?", pauseDuration: PT1H, behavior: FAIL, onResume: [ { id: ok, type: BOOLEAN } ]',
    )
    const request = stepped.openRequest('gate')
    expect(request).toMatchObject({
      taskId: 'gate',
      taskRunId: stepped.taskRun('gate').id,
      iterationKey: '',
      round: 1,
      status: 'OPEN',
      version: 1,
      title: 'May they go?',
      form: [{ id: 'ok', type: 'BOOLEAN', required: true }],
      outcomes: [{ id: 'resume', kind: 'APPROVE' }],
      requester: TEST_PERSON,
      createdAt: TEST_START,
      dueAt: TEST_START + HOUR,
      onDeadline: 'FAIL',
      settlement: null,
    })
    expect(stepped.rows.execution.state).toBe('PAUSED')
    expect(stepped.taskRun('gate')).toMatchObject({
      state: 'PAUSED',
      attempts: [{ state: 'RUNNING' }],
      waiting: { kind: 'approval', requestId: request.id },
    })
    expect([...stepped.rows.timers.values()]).toMatchObject([
      { id: request.id, dueAt: TEST_START + HOUR, purpose: { kind: 'pause-expires', requestId: request.id } },
    ])
    expect(stepped.rows.audit.map((event) => event.action)).toEqual(['execution.paused', 'approval.requested'])
  })

  it('is named after its id when it has no description, and waits for ever without a deadline', () => {
    const flow = 'id: f\nnamespace: n\ntasks: [ { id: ask_the-boss, type: io.kestra.plugin.core.flow.Pause } ]'
    const stepped = new SteppedExecution({ flow }).start()
    expect(stepped.openRequest('ask_the-boss')).toMatchObject({ title: 'Ask the boss', dueAt: null, onDeadline: null })
    expect(stepped.rows.timers.size).toBe(0)
  })

  it.each([
    ['pauseDuration: PT1H', HOUR, 'RESUME'],
    ['pauseDuration: 90', 90_000, 'RESUME'],
    ['delay: PT1H, behavior: WARN', HOUR, 'WARN'],
    ['pauseDuration: "PT{{ vars.hours }}H", timeout: PT1S', 2 * HOUR, 'RESUME'],
    ['timeout: PT1H', HOUR, 'FAIL'],
  ])('waits as long as it says: %s', (gate, wait, behavior) => {
    expect(started(gate).openRequest('gate')).toMatchObject({ dueAt: TEST_START + wait, onDeadline: behavior })
  })

  it('computes its choices once, but for those that depend on other answers', () => {
    const stepped = started(
      'onResume: [ { id: one, type: SELECT, expression: "{{ vars.choices }}" }, ' +
        '{ id: two, type: SELECT, expression: "{{ vars.choices }}", dependsOn: { inputs: [one] } } ]',
    )
    const [one, two] = stepped.openRequest('gate').form
    expect(one).toMatchObject({ id: 'one', values: ['a', 'b'] })
    expect(one).not.toHaveProperty('expression')
    expect(two).toMatchObject({ id: 'two', expression: '{{ vars.choices }}' })
  })

  it.each([
    ['pauseDuration: "{{ vars.nope }}"', 'nope'],
    ['pauseDuration: "{{ vars.choices }}"', 'pauseDuration'],
    ['onResume: [ { id: one, type: SELECT, expression: "{{ vars.hours }}" } ]', 'one'],
  ])('fails instead of asking what nobody can answer: %s', (gate, named) => {
    const stepped = started(gate)
    expect(stepped.rows.execution.state).toBe('FAILED')
    expect(stepped.states).toEqual(['gate FAILED', 'e SUCCESS', 'f SUCCESS'])
    expect(stepped.rows.requests.size).toBe(0)
    expect(stepped.lines[0]).toMatch(/^ERROR gate: `gate` cannot ask: /)
    expect(stepped.lines[0]).toContain(named)
  })

  it('cannot wait once the execution has ended', () => {
    const stepped = new SteppedExecution({
      flow: `
id: f
namespace: company.team
tasks: [ { id: a, type: ${LOG}, message: a } ]
afterExecution:
  - { id: gate, type: io.kestra.plugin.core.flow.Pause }
  - { id: last, type: ${LOG}, message: last }
`,
    }).start()
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.states).toEqual(['a SUCCESS', 'gate FAILED', 'last SUCCESS'])
    expect(stepped.lines[1]).toContain('the execution has ended')
  })
})

describe('a gate that is answered', () => {
  it('ends with the answer as outputs, and the flow goes on', () => {
    const stepped = started('pauseDuration: PT1H, onResume: [ { id: ok, type: BOOLEAN } ]')
    stepped.clock.advance(1_000)
    stepped.resume('gate', { ok: true })
    expect(stepped.outputs('gate')).toEqual({
      onResume: { ok: true },
      resumed: { on: '2026-01-02T03:04:06.678', by: 'Ana', to: 'SUCCESS' },
    })
    expect(stepped.history('gate')).toEqual(['CREATED', 'RUNNING', 'PAUSED', 'SUCCESS'])
    expect(stepped.taskRun('gate').attempts.map((attempt) => attempt.state)).toEqual(['SUCCESS'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'PAUSED', 'RESTARTED', 'RUNNING', 'SUCCESS'])
    expect(stepped.rows.execution.attemptNumber).toBe(2)
    expect(stepped.rows.timers.size).toBe(0)
  })

  it('runs its deprecated tasks before it ends, and fails with them', () => {
    const stepped = started(
      `tasks: [ { id: sub, type: ${LOG}, message: "{{ outputs.gate.onResume.a }}" }, { id: no, type: io.kestra.plugin.core.execution.Fail } ]`,
    )
    stepped.resume('gate', { a: 'v' })
    expect(stepped.lines[0]).toBe('INFO sub: v')
    expect(stepped.history('gate')).toEqual(['CREATED', 'RUNNING', 'PAUSED', 'RUNNING', 'FAILED'])
    expect(stepped.taskRun('gate').attempts.map((attempt) => attempt.state)).toEqual(['FAILED'])
    expect(stepped.states).toEqual(['gate FAILED', 'sub SUCCESS', 'no FAILED', 'e SUCCESS', 'f SUCCESS'])
  })

  it('runs its own `finally`, with or without tasks', () => {
    const stepped = started(`finally: [ { id: own, type: ${LOG}, message: own } ]`)
    stepped.resume('gate')
    expect(stepped.states).toEqual(['gate SUCCESS', 'own SUCCESS', 'z SUCCESS', 'f SUCCESS'])
  })
})

describe('a gate whose deadline passes', () => {
  it.each([
    ['RESUME', 'SUCCESS', ['gate SUCCESS', 'z SUCCESS', 'f SUCCESS'], ['RESTARTED', 'RUNNING', 'SUCCESS']],
    ['WARN', 'WARNING', ['gate WARNING', 'z SUCCESS', 'f SUCCESS'], ['RESTARTED', 'RUNNING', 'WARNING']],
    ['FAIL', 'FAILED', ['gate FAILED', 'e SUCCESS', 'f SUCCESS'], ['RESTARTED', 'RUNNING', 'FAILED']],
    ['CANCEL', 'CANCELLED', ['gate CANCELLED'], ['CANCELLED']],
  ])('does what `behavior: %s` says', (behavior, to, states, history) => {
    const stepped = started(`pauseDuration: PT1H, behavior: ${behavior}, onResume: [ { id: a, type: STRING } ]`)
    stepped.expire('gate')
    expect(stepped.outputs('gate')).toEqual({ resumed: { on: '2026-01-02T04:04:05.678', to } })
    expect(stepped.history('gate')).toEqual(['CREATED', 'RUNNING', 'PAUSED', to])
    expect(stepped.states).toEqual(states)
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'PAUSED', ...history])
    expect(stepped.rows.execution.attemptNumber).toBe(2)
  })

  it.each([
    ['FAIL', ['gate FAILED', 'own_errors SUCCESS', 'own_finally SUCCESS', 'e SUCCESS', 'f SUCCESS'], 'FAILED'],
    ['WARN', ['gate WARNING', 'own_finally SUCCESS', 'z SUCCESS', 'f SUCCESS'], 'WARNING'],
    ['CANCEL', ['gate CANCELLED'], 'CANCELLED'],
  ])('runs its own `errors` and `finally` on %s as far as they fit, and not its `tasks`', (behavior, states, state) => {
    const stepped = started(`
pauseDuration: PT1H, behavior: ${behavior},
tasks: [ { id: own_tasks, type: ${LOG}, message: never } ],
errors: [ { id: own_errors, type: ${LOG}, message: "{{ outputs.gate.resumed.to }}" } ],
finally: [ { id: own_finally, type: ${LOG}, message: own } ]`)
    stepped.expire('gate')
    expect(stepped.states).toEqual(states)
    expect(stepped.rows.execution.state).toBe(state)
  })
})

it('of two gates in a row the second is asked after the first', () => {
  const stepped = new SteppedExecution({
    flow: `
id: f
namespace: company.team
tasks:
  - { id: p, type: io.kestra.plugin.core.flow.Pause }
  - { id: q, type: io.kestra.plugin.core.flow.Pause }
`,
  }).start()
  expect(stepped.states).toEqual(['p PAUSED'])
  stepped.resume('p')
  expect(stepped.states).toEqual(['p SUCCESS', 'q PAUSED'])
  stepped.resume('q', null)
  expect(stepped.outputs('q')).not.toHaveProperty('onResume')
  expect(stepped.rows.execution).toMatchObject({ state: 'SUCCESS', attemptNumber: 3 })
})
