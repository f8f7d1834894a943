import { describe, expect, it } from 'vitest'
import { SteppedExecution } from '../../testing/stepped-execution.ts'

const FLOW = 'io.kestra.plugin.core.flow'
const LOG = 'io.kestra.plugin.core.log.Log'
const FAIL = 'io.kestra.plugin.core.execution.Fail'

function started(body: string): SteppedExecution {
  return new SteppedExecution({ flow: `id: f\nnamespace: company.team\n${body}` }).start()
}

const log = (id: string) => `{ id: ${id}, type: ${LOG}, message: ${id} }`
const busy = (id: string) => `{ id: ${id}, type: ${FLOW}.Sleep, duration: PT1S }`

describe('a Parallel', () => {
  const failing = `
tasks:
  - id: par
    type: ${FLOW}.Parallel
    tasks: [ ${busy('a')}, ${busy('b')} ]
    errors: [ ${log('e')} ]
    finally: [ ${log('fin')} ]
  - ${log('z')}
`

  it('runs its errors at once when a child fails; finally and the end wait for the children that still run', () => {
    const stepped = started(failing)
    stepped.endAttempt('a', { state: 'FAILED' })
    expect(stepped.states).toEqual(['par RUNNING', 'a FAILED', 'b RUNNING', 'e SUCCESS'])
    expect(stepped.taskRun('par').progress).toMatchObject({ branch: 'errors', active: 0, lingering: 1 })
    stepped.endAttempt('b')
    expect(stepped.states).toEqual(['par FAILED', 'a FAILED', 'b SUCCESS', 'e SUCCESS', 'fin SUCCESS'])
    expect(stepped.rows.execution.state).toBe('FAILED')
  })

  it('begins no further child once one has failed', () => {
    const stepped = started(`
tasks: [ { id: par, type: ${FLOW}.Parallel, concurrent: 1, tasks: [ { id: a, type: ${FAIL} }, ${log('b')} ] } ]
`)
    expect(stepped.states).toEqual(['par FAILED', 'a FAILED'])
  })

  it('unfolds what begins together with a gate, which then stops everything that is new', () => {
    const stepped = started(`
tasks:
  - id: par
    type: ${FLOW}.Parallel
    tasks:
      - { id: gate, type: ${FLOW}.Pause }
      - { id: seq, type: ${FLOW}.Sequential, tasks: [ ${log('s1')}, ${log('s2')} ] }
      - ${log('c')}
`)
    expect(stepped.states).toEqual(['par RUNNING', 'gate PAUSED', 'seq RUNNING', 'c SUCCESS', 's1 CREATED'])
    stepped.resume('gate')
    expect(stepped.states.slice(2)).toEqual(['seq SUCCESS', 'c SUCCESS', 's1 SUCCESS', 's2 SUCCESS'])
  })

  it('takes the result of a worker while a gate waits, and goes on with it afterwards', () => {
    const stepped = started(`
tasks:
  - id: par
    type: ${FLOW}.Parallel
    concurrent: 2
    tasks: [ { id: gate, type: ${FLOW}.Pause }, ${busy('a')}, ${log('b')} ]
`)
    stepped.endAttempt('a')
    expect(stepped.states).toEqual(['par RUNNING', 'gate PAUSED', 'a SUCCESS'])
    stepped.resume('gate')
    expect(stepped.states).toEqual(['par SUCCESS', 'gate SUCCESS', 'a SUCCESS', 'b SUCCESS'])
  })
})

describe('an AllowFailure', () => {
  it('ends in WARNING after its errors, and the flow goes on', () => {
    const stepped = started(`
tasks:
  - { id: allow, type: ${FLOW}.AllowFailure, tasks: [ { id: a, type: ${FAIL} }, ${log('b')} ], errors: [ ${log('e')} ] }
  - ${log('z')}
errors: [ ${log('never')} ]
`)
    expect(stepped.states).toEqual(['allow WARNING', 'a FAILED', 'e SUCCESS', 'z SUCCESS'])
    expect(stepped.rows.execution.state).toBe('WARNING')
  })
})

describe('a Switch', () => {
  const cases = `cases: { a: [ ${log('one')} ], "1": [ ${log('two')} ] }`

  it.each([
    ['a', 'one'],
    ['{{ 0 + 1 }}', 'two'],
    ['other', 'three'],
  ])('with the value %s runs %s', (value, task) => {
    const stepped = started(
      `tasks: [ { id: s, type: ${FLOW}.Switch, value: "${value}", ${cases}, defaults: [ ${log('three')} ] } ]`,
    )
    expect(stepped.states).toEqual(['s SUCCESS', `${task} SUCCESS`])
    expect(stepped.outputs('s')).toMatchObject({ defaults: task === 'three' })
  })

  it.each(['other', '{{ nope }}'])('with the value %s and no defaults fails and says why', (value) => {
    const stepped = started(`tasks: [ { id: s, type: ${FLOW}.Switch, value: "${value}", ${cases} } ]`)
    expect(stepped.states).toEqual(['s FAILED'])
    expect(stepped.lines.some((line) => line.startsWith('ERROR s:'))).toBe(true)
  })
})

describe('the values of a loop', () => {
  it.each([
    ['[a, b, a]', ['a', 'b']],
    ['"{{ [1, 2.5, true] }}"', ['1', '2.5', 'true']],
    ['[{ k: v }]', ['{"k":"v"}']],
    ['\'["x", 2]\'', ['x', '2']],
    ['[]', []],
  ])('%s are %j', (values, expected) => {
    const stepped = started(`tasks: [ { id: each, type: ${FLOW}.ForEach, values: ${values}, tasks: [ ${log('t')} ] } ]`)
    expect(stepped.taskRuns.slice(1).map((run) => run.value)).toEqual(expected)
    expect(stepped.rows.execution.state).toBe('SUCCESS')
  })

  it.each(['[a, null]', '"no list"', '"{{ nope }}"', '"{{ 7 }}"'])(
    '%s fail the loop before its first task',
    (values) => {
      const stepped = started(
        `tasks: [ { id: each, type: ${FLOW}.ForEach, values: ${values}, tasks: [ ${log('t')} ] } ]`,
      )
      expect(stepped.states).toEqual(['each FAILED'])
    },
  )
})
