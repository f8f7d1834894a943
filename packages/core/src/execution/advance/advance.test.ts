import { describe, expect, it } from 'vitest'
import { SteppedExecution } from '../../testing/stepped-execution.ts'

const LOG = 'io.kestra.plugin.core.log.Log'

function create(tasks: string): SteppedExecution {
  return new SteppedExecution({ flow: `id: f\nnamespace: company.team\n${tasks}` })
}

describe('a turn', () => {
  it('runs until nothing is left to do', () => {
    const stepped = create(`
tasks:
  - { id: a, type: io.kestra.plugin.core.debug.Return, format: "x{{ flow.id }}" }
  - { id: b, type: ${LOG}, message: "{{ outputs.a.value }}" }`)
    const taken = stepped.turn({ kind: 'start' })
    expect(taken).toMatchObject({ questions: [], more: false, execution: { state: 'SUCCESS', unfinishedTurn: false } })
    expect(stepped.states).toEqual(['a SUCCESS', 'b SUCCESS'])
    expect(stepped.lines).toEqual(['DEBUG a: xf', 'INFO b: xf'])
    expect(stepped.rows.execution.endedAt).toBe(stepped.clock.now())
  })

  it('leaves the version of the execution to the commit', () => {
    const stepped = create(`tasks: [ { id: a, type: ${LOG}, message: a } ]`)
    const { version } = stepped.rows.execution
    expect(stepped.turn({ kind: 'start' }).execution.version).toBe(version)
  })

  it('that is cut says so, and remembers that it is not finished', () => {
    const stepped = new SteppedExecution({
      flow: `id: f\nnamespace: n\ntasks: [ { id: a, type: ${LOG}, message: a }, { id: b, type: ${LOG}, message: b } ]`,
      shouldYield: (steps) => steps >= 3,
    })
    expect(stepped.turn({ kind: 'start' })).toMatchObject({ more: true, execution: { unfinishedTurn: true } })
    expect(stepped.states[0]).toBe('a SUCCESS')
    expect(stepped.states).not.toContain('b SUCCESS')
    stepped.run({ kind: 'continue' })
    expect(stepped.states).toEqual(['a SUCCESS', 'b SUCCESS'])
    expect(stepped.rows.execution.unfinishedTurn).toBe(false)
  })

  it('takes several events at once', () => {
    const sleep = 'io.kestra.plugin.core.flow.Sleep'
    const stepped = create(`tasks: [ { id: a, type: ${sleep}, duration: PT1S }, { id: b, type: ${LOG}, message: b } ]`)
    stepped.start()
    const result = { state: 'SUCCESS', outputs: {}, failure: null, startedAt: 0, endedAt: 0, logs: [] } as const
    const ended = { kind: 'attempt-ended', taskRunId: stepped.taskRun('a').id, attempt: 0, result } as const
    const kill = { kind: 'kill', actor: stepped.rows.execution.createdBy, origin: { door: 'api' } } as const
    stepped.turn(ended, kill, { kind: 'continue' })
    expect(stepped.states).toEqual(['a SUCCESS'])
    expect(stepped.rows.execution.state).toBe('KILLED')
  })
})

describe('an execution', () => {
  it('begins once, and not before it is told to', () => {
    const stepped = create(`tasks: [ { id: a, type: ${LOG}, message: a } ]`)
    stepped.run({ kind: 'continue' })
    expect(stepped.history()).toEqual(['CREATED'])
    stepped.start().start()
    expect(stepped.states).toEqual(['a SUCCESS'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
  })

  it('of which every task is disabled is a success (Kestra: bas-all-disabled)', () => {
    const stepped = create(`
tasks:
  - { id: a, type: ${LOG}, message: a, disabled: true }
  - id: s
    type: io.kestra.plugin.core.flow.Sequential
    tasks: [ { id: b, type: ${LOG}, message: b, disabled: true } ]`)
    stepped.start()
    expect(stepped.states).toEqual(['s SUCCESS'])
    expect(stepped.rows.execution.state).toBe('SUCCESS')
  })

  it('names every output that cannot be made, and keeps none', () => {
    const stepped = create(`
tasks: [ { id: a, type: ${LOG}, message: a } ]
outputs:
  - { id: fine, type: STRING, value: fine }
  - { id: maybe, type: INT, value: x, required: false }
  - { id: one, type: INT, value: x }
  - { id: two, type: STRING, value: "{{ nope }}" }`)
    stepped.start()
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'SUCCESS', 'FAILED'])
    expect(stepped.rows.execution.outputs).toBeNull()
    const lines = stepped.lines.slice(1).map((line) => line.split(':')[0] + (/`(\w+)`/.exec(line)?.[1] ?? ''))
    expect(lines).toEqual(['WARN -maybe', 'ERROR -one', 'ERROR -two'])
  })
})
