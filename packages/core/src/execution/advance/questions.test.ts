import { describe, expect, it } from 'vitest'
import { SteppedExecution, type SteppedOptions } from '../../testing/stepped-execution.ts'

const LOG = 'io.kestra.plugin.core.log.Log'
const RETURN = 'io.kestra.plugin.core.debug.Return'

function started(tasks: string, options: Partial<SteppedOptions> = {}) {
  const stepped = new SteppedExecution({ flow: `id: f\nnamespace: company.team\n${tasks}`, ...options })
  return { stepped, first: stepped.turn({ kind: 'start' }) }
}

describe('a step that needs an answer', () => {
  it.each([
    ['runIf', `tasks: [ { id: t, type: ${LOG}, message: hi, runIf: "{{ kv('k') }}" } ]`, 't', 'CREATED'],
    ['a property', `tasks: [ { id: t, type: ${LOG}, message: "{{ kv('k') }}" } ]`, 't', 'CREATED'],
    [
      'the condition of an If',
      `tasks: [ { id: t, type: io.kestra.plugin.core.flow.If, condition: "{{ kv('k') }}", then: [ { id: a, type: ${LOG}, message: a } ] } ]`,
      't',
      'CREATED',
    ],
    ...['ForEach', 'Loop'].map((type) => [
      `the values of a ${type}`,
      `tasks: [ { id: t, type: io.kestra.plugin.core.flow.${type}, values: "{{ kv('k') }}", tasks: [ { id: a, type: ${LOG}, message: a } ] } ]`,
      't',
      'CREATED',
    ]),
    [
      'the deadline of a Pause',
      `tasks: [ { id: t, type: io.kestra.plugin.core.flow.Pause, pauseDuration: "{{ kv('k') }}" } ]`,
      't',
      'RUNNING',
    ],
    [
      'the form of a Pause',
      `tasks: [ { id: t, type: io.kestra.plugin.core.flow.Pause, onResume: [ { id: s, type: SELECT, expression: "{{ kv('k') }}" } ] } ]`,
      't',
      'RUNNING',
    ],
    [
      'an output of the flow',
      `tasks: [ { id: t, type: ${LOG}, message: hi } ]\noutputs: [ { id: o, type: STRING, value: "{{ kv('k') }}" } ]`,
      't',
      'SUCCESS',
    ],
  ])('asks for it and changes nothing: %s', (_, tasks, taskId, state) => {
    const { stepped, first } = started(tasks)
    expect(first.questions.map((question) => question.kind)).toEqual(['kv', 'remember'])
    expect(first.questions[0]?.args).toEqual(['company.team', 'k'])
    expect(first.execution).toMatchObject({ state: 'RUNNING', unfinishedTurn: true })
    expect(stepped.taskRun(taskId).state).toBe(state)
    const again = stepped.turn({ kind: 'continue' })
    expect(again.questions.map((question) => question.key)).toEqual(first.questions.map((question) => question.key))
    const { taskRunsInserted, taskRunsUpdated, outputs, logs, requestsInserted } = again.changes
    expect([taskRunsInserted, taskRunsUpdated, outputs, logs, requestsInserted]).toEqual([[], [], [], [], []])
  })

  it('goes on with the answer', () => {
    const { stepped, first } = started(`tasks: [ { id: t, type: ${LOG}, message: "{{ kv('k') }}" } ]`, {
      answers: { 'kv(company.team, k)': 'value' },
    })
    stepped.answer(first)
    expect(stepped.turn({ kind: 'continue' })).toMatchObject({ questions: [], execution: { unfinishedTurn: false } })
    expect(stepped.lines).toEqual(['INFO t: value'])
  })

  it('fails its task when there is no answer', () => {
    const { stepped } = started(`tasks: [ { id: t, type: ${LOG}, message: "{{ kv('k') }}" } ]`)
    stepped.run({ kind: 'continue' })
    expect(stepped.states).toEqual(['t FAILED'])
    expect(stepped.lines).toEqual([expect.stringContaining('There is no kv(company.team, k)')])
    expect(stepped.taskRun('t').attempts[0]?.failure).toMatchObject({ kind: 'expression', code: 'EXPRESSION_FAILED' })
  })

  it('keeps the instant of its first try', () => {
    const flow = `tasks: [ { id: t, type: ${RETURN}, format: "{{ now() }}{{ kv('k') }}" } ]`
    const answers = { 'kv(company.team, k)': '' }
    const { stepped, first } = started(flow, { answers })
    const at = new Date(stepped.clock.now()).toISOString().slice(0, 19)
    stepped.answer(first)
    stepped.clock.advance(60_000)
    stepped.turn({ kind: 'continue' })
    expect(stepped.outputs('t')?.value).toEqual(expect.stringContaining(at))
  })

  it('draws the same random numbers again, and others for another property or task', () => {
    const flow = `
tasks:
  - id: t
    type: io.kestra.plugin.core.output.OutputValues
    values: { a: "{{ uuid() }}", b: "{{ uuid() }}" }
  - { id: u, type: ${LOG}, message: [ "{{ uuid() }}{{ kv('k') }}", "{{ uuid() }}{{ kv('k') }}" ] }
`
    const answers = { 'kv(company.team, k)': '' }
    const { stepped } = started(flow, { answers })
    stepped.run({ kind: 'continue' })
    const values = Object.values(stepped.outputs('t')?.values ?? {})
    const drawn = [...values, ...stepped.lines.map((line) => line.slice('INFO u: '.length))]
    expect(new Set(drawn).size).toBe(4)
    const { stepped: second } = started(flow, { answers, complete: false })
    second.run({ kind: 'continue' })
    expect(second.lines).toEqual(stepped.lines)
  })

  it('is left where it is by a kill', () => {
    const { stepped } = started(`tasks: [ { id: t, type: ${LOG}, message: "{{ kv('k') }}" } ]`)
    stepped.kill()
    expect(stepped.states).toEqual(['t KILLED'])
    expect(stepped.rows.execution).toMatchObject({ state: 'KILLED', unfinishedTurn: false })
  })
})

describe.each([true, false])('a promise that needs an answer (complete: %s)', (complete) => {
  const promise = (assertion: string) =>
    `sla: [ { id: s, type: EXECUTION_ASSERTION, assert: "${assertion}", behavior: CANCEL, labels: { sla: miss } } ]`
  const two = `tasks: [ { id: a, type: ${RETURN}, format: bad }, { id: b, type: ${LOG}, message: b } ]`

  it('asks for it before any task begins, and again as long as there is none', () => {
    const { stepped, first } = started(`${promise("{{ kv('k') == 'yes' }}")}\n${two}`, { complete })
    expect(first.questions.map((question) => question.kind)).toEqual(['kv', 'remember'])
    expect(first.execution).toMatchObject({ state: 'RUNNING', unfinishedTurn: true })
    expect(stepped.states).toEqual([])
    const again = stepped.turn({ kind: 'continue' })
    expect(again.questions.map((question) => question.key)).toEqual(first.questions.map((question) => question.key))
    expect([stepped.states, stepped.lines]).toEqual([[], []])
  })

  it.each([undefined, () => true])('lets everything go on that it allows, wherever a turn is cut', (shouldYield) => {
    const assertion = promise("{{ kv('k') == 'yes' and kv('other') == 'yes' }}")
    const answers = { 'kv(company.team, k)': 'yes', 'kv(company.team, other)': 'yes' }
    const options = { complete, answers, ...(shouldYield === undefined ? {} : { shouldYield }) }
    const { stepped } = started(`${assertion}\n${two}`, options)
    stepped.run({ kind: 'continue' })
    expect(stepped.states).toEqual(['a SUCCESS', 'b SUCCESS'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
  })

  it('is broken by it at the start', () => {
    const { stepped } = started(`${promise("{{ kv('k') == 'yes' }}")}\n${two}`, {
      complete,
      answers: { 'kv(company.team, k)': 'no' },
    })
    stepped.run({ kind: 'continue' })
    expect(stepped.states).toEqual([])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'CANCELLED'])
    expect(stepped.rows.execution.labels).toContainEqual({ key: 'sla', value: 'miss' })
  })

  it('is broken by it later, before the next task begins', () => {
    const { stepped } = started(`${promise("{{ outputs.a.value != 'bad' or kv('k') == 'yes' }}")}\n${two}`, {
      complete,
      answers: { 'kv(company.team, k)': 'no' },
    })
    stepped.run({ kind: 'continue' })
    expect(stepped.states).toEqual(['a SUCCESS'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'CANCELLED'])
  })

  it('is kept when there is no answer', () => {
    const { stepped } = started(`${promise("{{ kv('k') == 'yes' }}")}\n${two}`, { complete })
    stepped.run({ kind: 'continue' })
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
  })
})

describe('what is not in memory', () => {
  const flow = `
tasks:
  - { id: a, type: ${RETURN}, format: "A" }
  - { id: quiet, type: ${LOG}, message: "quiet" }
  - { id: skipped, type: ${LOG}, message: "no", runIf: "false" }
  - { id: wait, type: io.kestra.plugin.core.flow.Sleep, duration: PT1S }
  - { id: t, type: ${RETURN}, format: "{{ EXPRESSION }}" }
`

  function asked(expression: string) {
    const { stepped } = started(flow.replace('EXPRESSION', expression), { complete: false })
    const result = { state: 'SUCCESS', outputs: {}, failure: null, startedAt: 0, endedAt: 0, logs: [] } as const
    const { id: taskRunId } = stepped.taskRun('wait')
    const taken = stepped.turn({ kind: 'attempt-ended', taskRunId, attempt: 0, result })
    stepped.answer(taken)
    stepped.run({ kind: 'continue' })
    return { kinds: taken.questions.map(({ kind, args }) => [kind, ...args].join(' ')), stepped }
  }

  it.each([
    ['outputs.a.value', ['outputs a'], 'A'],
    ['tasks.a.state', ['taskStates'], 'SUCCESS'],
    ["outputs.skipped ?? 'not there'", ['outputs skipped'], 'not there'],
    ['outputs.quiet', ['outputs quiet'], '{}'],
    ['outputs | length', ['outputTasks'], '3'],
    ["outputs.nothing ?? 'no such task'", [], 'no such task'],
    ['execution.state', [], 'RUNNING'],
  ])('is asked for when it is read: %s', (expression, questions, value) => {
    const { kinds, stepped } = asked(expression)
    expect(kinds.filter((kind) => !kind.startsWith('remember'))).toEqual(questions)
    expect(stepped.outputs('t')).toEqual({ value })
  })
})

describe('what is in memory', () => {
  it('is not asked for, as the keys of a Loop that the condition of a LoopUntil reads', () => {
    const { stepped, first } = started(`
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.Loop
    values: { one: 1, two: 2 }
    tasks:
      - id: until
        type: io.kestra.plugin.core.flow.LoopUntil
        condition: "{{ item.key != '' and outputs.until.iterationCount == 1 }}"
        tasks: [ { id: t, type: ${LOG}, message: "{{ item.key }}" } ]
`)
    expect(first.questions).toEqual([])
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.lines).toEqual(['INFO t: one', 'INFO t: two'])
  })
})
