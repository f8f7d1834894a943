import { describe, expect, it } from 'vitest'
import { SteppedExecution, type SteppedOptions } from '../../testing/stepped-execution.ts'
import { restart } from '../restart/restarting.testsuite.ts'

const LOOP = 'io.kestra.plugin.core.flow.Loop'
const LOG = 'io.kestra.plugin.core.log.Log'
const RETURN = 'io.kestra.plugin.core.debug.Return'
const FAIL = 'io.kestra.plugin.core.execution.Fail'

function start(tasks: string, options: Partial<SteppedOptions> = {}): SteppedExecution {
  return new SteppedExecution({ flow: `id: f\nnamespace: company.team\ntasks:\n${tasks}`, ...options }).start()
}

function messages(stepped: SteppedExecution): readonly string[] {
  return stepped.rows.logs.filter(({ level }) => level === 'INFO').map(({ message }) => message)
}

const OUTPUTS = `outputs: [ { id: label, type: STRING, value: "{{ outputs.r.value }}" }, { id: n, type: INT, value: "{{ item.index }}" } ]`

/** A Loop `l` whose task returns each value, followed by a task that reads what it gave. */
function labels(values: string, members = ''): string {
  return `
  - id: l
    type: ${LOOP}
    values: ${values}
    ${OUTPUTS}
    ${members}
    tasks: [ { id: r, type: ${RETURN}, format: "got {{ item.value }}" } ]
  - { id: z, type: ${LOG}, message: "{{ loopOutputs(outputs.l.outputs, 'label') }} {{ outputs.r is defined }}" }`
}

describe.each([true, false])('a Loop (everything in memory: %s)', (complete) => {
  it('goes over all values, equal ones too, and lists what each iteration gave', () => {
    const stepped = start(labels('[a, b, a]', 'concurrencyLimit: 1'), { complete })
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(messages(stepped)).toEqual(['["got a","got b","got a"] false'])
    expect(stepped.outputs('l')).toMatchObject({
      iterationCount: 3,
      runningIterations: 0,
      terminatedIterations: { SUCCESS: 3 },
    })
    const { outputs } = stepped.outputs('l') ?? {}
    expect(outputs).toEqual([
      { item: { value: 'a', iteration: 0 }, outputs: { label: 'got a', n: 0 } },
      { item: { value: 'b', iteration: 1 }, outputs: { label: 'got b', n: 1 } },
      { item: { value: 'a', iteration: 2 }, outputs: { label: 'got a', n: 2 } },
    ])
  })

  it('goes over a map, whose keys its tasks see', () => {
    const stepped = start(
      `
  - id: l
    type: ${LOOP}
    values: { one: 1, two: { x: 2 } }
    concurrencyLimit: 1
    outputs: [ { id: k, type: STRING, value: "{{ item.key }}" } ]
    tasks: [ { id: r, type: ${LOG}, message: "{{ item.key }}={{ item.value }}" } ]
  - { id: z, type: ${LOG}, message: "{{ outputs.l.outputs[1].item.key }}" }`,
      { complete },
    )
    expect(messages(stepped)).toEqual(['one=1', 'two={"x":2}', 'two'])
  })

  it('shows loops further out as parents, and the outputs of the own iterations under plain names', () => {
    const stepped = start(
      `
  - id: outer
    type: ${LOOP}
    values: [a, b]
    concurrencyLimit: 1
    tasks:
      - { id: o, type: ${RETURN}, format: "o{{ item.value }}" }
      - id: inner
        type: ${LOOP}
        values: '["1", "2"]'
        concurrencyLimit: 1
        tasks:
          - id: if
            type: io.kestra.plugin.core.flow.If
            condition: "{{ item.value == '2' }}"
            then: [ { id: i, type: ${LOG}, message: "{{ outputs.o.value }} {{ item.value }} {{ item.parent.value }} {{ item.parents | length }}" } ]
`,
      { complete },
    )
    expect(messages(stepped)).toEqual(['oa 2 a 1', 'ob 2 b 1'])
  })

  it('is seen through by a ForEach inside of it', () => {
    const stepped = start(
      `
  - id: l
    type: ${LOOP}
    values: [a, b]
    concurrencyLimit: 1
    tasks:
      - id: each
        type: io.kestra.plugin.core.flow.ForEach
        values: [x, y]
        tasks: [ { id: r, type: ${RETURN}, format: "{{ item.value }}{{ taskrun.value }}" } ]
      - { id: s, type: ${LOG}, message: "{{ outputs.r.x.value }} {{ outputs.r.y.value }}" }`,
      { complete },
    )
    expect(messages(stepped)).toEqual(['ax ay', 'bx by'])
  })
})

describe('a Loop', () => {
  const FLAKY = `{ id: x, type: ${FAIL}, condition: "{{ item.value == 'b' and taskrun.attemptsCount == 0 }}" }`

  it('ends with the first iteration that fails; its `errors` run in that iteration', () => {
    const stepped = start(`
  - id: l
    type: ${LOOP}
    values: [a, b, c]
    concurrencyLimit: 1
    tasks: [ ${FLAKY} ]
    errors: [ { id: e, type: ${LOG}, message: "failed {{ item.value }}" } ]
    finally: [ { id: fin, type: ${LOG}, message: "done {{ item.value }}" } ]`)
    expect(messages(stepped)).toEqual(['done a', 'failed b', 'done b'])
    expect(stepped.states).toEqual([
      'l FAILED',
      'l_iteration SUCCESS',
      'x SUCCESS',
      'fin SUCCESS',
      'l_iteration FAILED',
      'x FAILED',
      'e SUCCESS',
      'fin SUCCESS',
    ])
    restart(stepped)
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(messages(stepped).slice(3)).toEqual(['done b', 'done c'])
  })

  it('without `transmitFailed` goes on after a failure and succeeds', () => {
    const stepped = start(`
  - id: l
    type: ${LOOP}
    values: [a, b, c]
    transmitFailed: false
    outputs: [ { id: v, type: STRING, value: "{{ item.value }}" } ]
    tasks: [ ${FLAKY} ]
  - { id: z, type: ${LOG}, message: "{{ loopOutputs(outputs.l.outputs, 'v') }}" }`)
    expect(stepped.states.filter((state) => state.startsWith('l'))).toEqual([
      'l SUCCESS',
      'l_iteration SUCCESS',
      'l_iteration FAILED',
      'l_iteration SUCCESS',
    ])
    expect(stepped.outputs('l')).toMatchObject({ terminatedIterations: { SUCCESS: 2, FAILED: 1 } })
    expect(messages(stepped)).toEqual(['["a","c"]'])
  })

  it('works on as many values at a time as it may; 0, the default, is no limit', () => {
    const loop = (members: string) => `
  - id: l
    type: ${LOOP}
    values: [a, b, c]
    ${members}
    tasks: [ { id: s, type: io.kestra.plugin.core.flow.Sleep, duration: PT1S } ]`
    const begun = (members: string) => start(loop(members)).states.filter((state) => state.startsWith('s ')).length
    expect([begun(''), begun('concurrencyLimit: 2'), begun('concurrencyLimit: 1')]).toEqual([3, 2, 1])
  })

  it('fails an iteration whose outputs cannot be made, unless they are optional', () => {
    const declared = (required: boolean) =>
      start(`
  - id: l
    type: ${LOOP}
    values: [a]
    outputs: [ { id: v, type: INT, value: "x", required: ${required} } ]
    tasks: [ { id: r, type: ${LOG}, message: m } ]`)
    expect(declared(true).states).toEqual(['l FAILED', 'l_iteration FAILED', 'r SUCCESS'])
    expect(declared(false).states).toEqual(['l SUCCESS', 'l_iteration SUCCESS', 'r SUCCESS'])
  })

  it('goes over the lines of a file, and has a worker store the outputs of each iteration', () => {
    const uri = 'kestra:///company/items.ion'
    const stepped = start(labels(`"{{ inputs.file }}"`), {
      inputs: { file: uri },
      answers: { [`fileLines(${uri})`]: ['"x"', '{a:1}'] },
      flow: `id: f\nnamespace: company.team\ninputs: [ { id: file, type: STRING } ]\ntasks:${labels(`"{{ inputs.file }}"`)}`,
    })
    const jobs = [...stepped.rows.jobs.values()]
    expect(jobs.map((job) => job.attempt)).toEqual([1, 1])
    for (const [index, job] of jobs.entries()) stepped.attemptEnded(job, { outputs: { uri: `kestra:///o${index}` } })
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    const { outputs } = stepped.outputs('l') ?? {}
    expect(outputs).toEqual([
      { item: { value: 'x', iteration: 0 }, outputs: { uri: 'kestra:///o0' } },
      { item: { value: '{"a":1}', iteration: 1 }, outputs: { uri: 'kestra:///o1' } },
    ])
  })

  it('has nothing to do without values', () => {
    expect(start(labels('[]')).states).toEqual(['l SUCCESS', 'z FAILED'])
  })

  it.each(['5', 'just text', '"\\"text\\""'])('cannot go over %s', (values) => {
    const stepped = start(labels(values))
    expect(stepped.states).toEqual(['l FAILED'])
    expect(stepped.lines[0]).toContain('a list, a map or a file')
  })
})
