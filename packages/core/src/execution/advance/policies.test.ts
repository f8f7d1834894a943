import { describe, expect, it } from 'vitest'
import { SteppedExecution } from '../../testing/stepped-execution.ts'
import { SteppedWorld } from '../../testing/stepped-world.ts'

const FLOW = 'io.kestra.plugin.core.flow'
const LOG = 'io.kestra.plugin.core.log.Log'
const FAIL = 'io.kestra.plugin.core.execution.Fail'

function prepared(body: string): SteppedExecution {
  return new SteppedExecution({ flow: `id: f\nnamespace: company.team\n${body}` })
}

function lived(body: string): { readonly world: SteppedWorld; readonly stepped: SteppedExecution } {
  const world = new SteppedWorld([`id: f\nnamespace: company.team\n${body}`])
  return { world, stepped: world.start('f') }
}

describe('a retry', () => {
  const retry = 'retry: { type: constant, interval: PT1M, maxAttempts: 2 }'

  it('shows a failure on the way at the top level only, and tries again when the time has come', () => {
    const { world, stepped } = lived(`tasks: [ { id: a, type: ${FAIL}, ${retry} } ]`)
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'FAILED', 'RETRYING'])
    world.sleep(59_999)
    expect(stepped.states).toEqual(['a RETRYING'])
    world.sleep(1)
    expect(stepped.history('a').slice(3)).toEqual(['FAILED', 'RETRYING', 'CREATED', 'SUBMITTED', 'RUNNING', 'FAILED'])
    expect(stepped.rows.execution.state).toBe('FAILED')
  })

  it('of a task around applies to the tasks inside, and a kill calls it off', () => {
    const { world, stepped } = lived(
      `tasks: [ { id: s, type: ${FLOW}.Sequential, ${retry}, tasks: [ { id: a, type: ${FAIL} } ] } ]`,
    )
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'RETRYING'])
    world.kill(stepped)
    expect(stepped.states).toEqual(['s KILLED', 'a KILLED'])
    expect(stepped.rows.timers.size).toBe(0)
  })

  it('as a new execution ends this one RETRIED, with everything that runs in it', () => {
    const stepped = prepared(`
retry: { type: constant, interval: PT1M, maxAttempts: 2, behavior: CREATE_NEW_EXECUTION }
tasks: [ { id: par, type: ${FLOW}.Parallel, tasks: [ { id: busy, type: ${FLOW}.Sleep, duration: PT1H }, { id: a, type: ${FAIL} } ] } ]
afterExecution: [ { id: ae, type: ${LOG}, message: ae } ]
`).start()
    expect(stepped.states).toEqual(['par RETRIED', 'busy KILLED', 'a RETRIED'])
    expect(stepped.rows.execution).toMatchObject({ state: 'RETRIED', progress: { branch: 'done' } })
    expect([...stepped.rows.timers.values()].map((timer) => timer.purpose.kind)).toEqual(['new-execution'])
  })
})

describe('a promise about an execution', () => {
  it.each([
    ['FAIL', 'FAILED'],
    ['CANCEL', 'CANCELLED'],
  ])('about its length ends it with behavior %s, and kills what runs', (behavior, state) => {
    const { world, stepped } = lived(`
sla: [ { id: fast, type: MAX_DURATION, duration: PT1H, behavior: ${behavior}, labels: { sla: missed } } ]
tasks: [ { id: gate, type: ${FLOW}.Pause }, { id: z, type: ${LOG}, message: z } ]
finally: [ { id: f, type: ${LOG}, message: f } ]
`)
    world.sleep(3_600_000)
    expect(stepped.rows.execution).toMatchObject({
      state,
      labels: expect.arrayContaining([{ key: 'sla', value: 'missed' }]),
    })
    expect(stepped.states).toEqual(['gate KILLED'])
    expect([...stepped.rows.requests.values()][0]?.status).toBe('WITHDRAWN')
  })

  it('that is kept leaves no timer behind', () => {
    const { stepped } = lived(`
sla: [ { id: fast, type: MAX_DURATION, duration: PT1H, behavior: FAIL, labels: { a: b } } ]
tasks: [ { id: a, type: ${LOG}, message: a } ]
`)
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.rows.timers.size).toBe(0)
  })

  it('that is false at the start lets nothing begin', () => {
    const { stepped } = lived(`
sla: [ { id: never, type: EXECUTION_ASSERTION, assert: "{{ 1 == 2 }}", behavior: CANCEL, labels: { a: b } } ]
tasks: [ { id: a, type: ${LOG}, message: a } ]
`)
    expect(stepped.history()).toEqual(['CREATED', 'CANCELLED'])
    expect(stepped.states).toEqual([])
  })
})

describe('the start of an execution that gets no slot', () => {
  const body = `tasks: [ { id: a, type: ${LOG}, message: a } ]\nafterExecution: [ { id: ae, type: ${LOG}, message: ae } ]`

  it.each([
    ['CANCEL', 'CANCELLED'],
    ['FAIL', 'FAILED'],
  ] as const)('with behavior %s is its end', (refusal, state) => {
    const stepped = prepared(body)
    stepped.run({ kind: 'start', refusal })
    expect(stepped.history()).toEqual(['CREATED', state])
    expect(stepped.states).toEqual(['ae SUCCESS'])
  })

  it('waits in the queue, and begins when there is one; a second start changes nothing', () => {
    const stepped = prepared(body)
    stepped.run({ kind: 'start', refusal: 'QUEUE' })
    stepped.run({ kind: 'start' })
    stepped.run({ kind: 'continue' })
    expect(stepped.history()).toEqual(['CREATED', 'QUEUED'])
    stepped.run({ kind: 'dequeued' })
    expect(stepped.history()).toEqual(['CREATED', 'QUEUED', 'RUNNING', 'SUCCESS'])
    expect(stepped.states).toEqual(['a SUCCESS', 'ae SUCCESS'])
  })
})
