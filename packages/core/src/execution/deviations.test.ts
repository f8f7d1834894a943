import { describe, expect, it } from 'vitest'
import { SteppedWorld } from '../testing/stepped-world.ts'

/** What we want instead where Kestra would lose an answer, hang or hide an error: the `deviation`s of the recorded cases. */
describe('where we differ from Kestra on purpose', () => {
  const LOG = 'io.kestra.plugin.core.log.Log'
  const RETURN = 'io.kestra.plugin.core.debug.Return'
  const FLOW = 'io.kestra.plugin.core.flow'

  /** Runs flows without actions; the last one is the main one. */
  function run(...sources: readonly string[]) {
    const world = new SteppedWorld(
      sources.map((source, index) => `id: flow${index}\nnamespace: conformance\n${source}`),
    )
    return { world, stepped: world.start(`flow${sources.length - 1}`) }
  }

  it.each([
    ['on', 'on'],
    ['010', '010'],
    ['1e3', '1e3'],
    ['1.50', '1.50'],
    ['0x1F', '0x1F'],
    ['12:30', '12:30'],
    ['2024-01-02', '2024-01-02'],
  ])('the plain scalar %s given to a text property keeps its source text (bas-yaml-booleans)', (written, value) => {
    const { stepped } = run(`tasks: [ { id: a, type: ${RETURN}, format: ${written} } ]`)
    expect(stepped.outputs('a')).toEqual({ value })
  })

  it.each(['on', '5'])('`message: %s` logs that text (bas-log-on, bas-log-int)', (message) => {
    const { stepped } = run(`tasks: [ { id: a, type: ${LOG}, message: ${message} } ]`)
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.lines).toEqual([`INFO a: ${message}`])
  })

  it('`is true` and `is false` are tests of the language (if-isfalse)', () => {
    const { stepped } = run(`
tasks:
  - id: i
    type: io.kestra.plugin.core.flow.If
    condition: "{{ false is false }}"
    then: [ { id: a, type: ${LOG}, message: a } ]
`)
    expect(stepped.states).toEqual(['i SUCCESS', 'a SUCCESS'])
  })

  it('`errors` run when a Subflow cannot be started (sf-missing-flow)', () => {
    const { stepped } = run(`
tasks:
  - { id: c, type: io.kestra.plugin.core.flow.Subflow, namespace: conformance, flowId: does-not-exist }
  - { id: z, type: ${LOG}, message: z }
errors: [ { id: e, type: ${LOG}, message: e } ]
`)
    expect(stepped.rows.execution.state).toBe('FAILED')
    expect(stepped.states).toEqual(['c FAILED', 'e SUCCESS'])
    expect(stepped.history('c')).toEqual(['CREATED', 'FAILED'])
    expect(stepped.lines.map((line) => line.split(':')[0])).toEqual(['ERROR c', 'ERROR -', 'INFO e'])
  })

  it('nothing more runs once a Subflow was killed (sf-kill-child)', () => {
    const { world, stepped } = run(
      'tasks: [ { id: p, type: io.kestra.plugin.core.flow.Pause } ]',
      `
tasks:
  - { id: c, type: io.kestra.plugin.core.flow.Subflow, namespace: conformance, flowId: flow0 }
  - { id: z, type: ${LOG}, message: z }
errors: [ { id: e, type: ${LOG}, message: e } ]
outputs: [ { id: o, type: STRING, value: "{{ outputs.z.value }}" } ]
`,
    )
    const [, child] = world.executions
    if (child === undefined) throw new Error('the child was not started')
    world.kill(child)
    expect(child.history()).toEqual(['CREATED', 'RUNNING', 'PAUSED', 'RESTARTED', 'KILLING', 'KILLED'])
    expect(stepped.states).toEqual(['c KILLED'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'KILLED'])
    expect(stepped.outputs('c')).toMatchObject({ state: 'KILLED' })
  })

  it('on kill every ancestor of a gate becomes KILLED (pa-kill-nested)', () => {
    const { world, stepped } = run(`
tasks:
  - id: s
    type: io.kestra.plugin.core.flow.Sequential
    tasks: [ { id: p, type: io.kestra.plugin.core.flow.Pause } ]
  - { id: z, type: ${RETURN}, format: z }
`)
    world.kill(stepped)
    expect(stepped.states).toEqual(['s KILLED', 'p KILLED'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'PAUSED', 'RESTARTED', 'KILLING', 'KILLED'])
    expect(stepped.outputs('p')).toMatchObject({ resumed: { to: 'KILLING', by: 'Ana' } })
    expect([...stepped.rows.requests.values()]).toMatchObject([
      { status: 'WITHDRAWN', settlement: { outcome: 'withdrawn' } },
    ])
  })

  it.each(['SUCCESS', undefined])(
    'Exit with state %s stops the flow, `afterExecution` runs (ex-success-after)',
    (state) => {
      const { stepped } = run(`
tasks:
  - { id: x, type: io.kestra.plugin.core.execution.Exit${state === undefined ? '' : `, state: ${state}`} }
  - { id: z, type: ${RETURN}, format: z }
finally: [ { id: f, type: ${LOG}, message: f } ]
afterExecution: [ { id: ae, type: ${LOG}, message: "after {{ execution.state }}" } ]
`)
      expect(stepped.states).toEqual(['x SUCCESS', 'ae SUCCESS'])
      expect(stepped.lines).toEqual(['INFO ae: after SUCCESS'])
    },
  )

  it('booleans and decimals are values of a loop like others (fe-bool-yaml)', () => {
    const tasks = `[ { id: one, type: ${RETURN}, format: "{{ taskrun.value }}" } ]`
    const { stepped } = run(`tasks: [ { id: each, type: ${FLOW}.ForEach, values: [true, 1.5], tasks: ${tasks} } ]`)
    expect(stepped.states).toEqual(['each SUCCESS', 'one SUCCESS', 'one SUCCESS'])
    expect(stepped.taskRuns.map((one) => one.value)).toEqual([null, 'true', '1.5'])
  })

  it('currentEachOutput works inside an If inside a ForEach (fe-if-inside)', () => {
    const { stepped } = run(`
tasks:
  - id: o
    type: ${FLOW}.ForEach
    values: ["1", "2"]
    tasks:
      - id: cond
        type: ${FLOW}.If
        condition: "{{ taskrun.value == '1' }}"
        then:
          - id: t
            type: ${RETURN}
            format: "{{ parent.taskrun.value }} {{ currentEachOutput(outputs.cond).evaluationResult }}"
`)
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.outputs('t')).toEqual({ value: '1 true' })
  })

  it.each([
    ["tasks.r.a['1'].state", 'FAILED', /Unable to find `a`/],
    ["tasks.r['1'].state", 'SUCCESS', /^\{"a":.* 2b\|2b SUCCESS$/],
  ])(
    'outputs of loops in loops have the values of both, states only the own one: %s (fe-nested-ok, recorded only once)',
    (states, state, said) => {
      const { stepped } = run(`
tasks:
  - id: o
    type: ${FLOW}.ForEach
    values: ["a", "b"]
    tasks:
      - id: i
        type: ${FLOW}.ForEach
        values: [1, 2]
        tasks:
          - { id: r, type: ${RETURN}, format: "{{ taskrun.value }}{{ parent.taskrun.value }}" }
          - { id: s, type: ${RETURN}, format: "{{ outputs.r[parent.taskrun.value][taskrun.value].value }}|{{ currentEachOutput(outputs.r).value }}" }
  - { id: z, type: ${RETURN}, format: "{{ outputs.r }} {{ outputs.s.b['2'].value }} {{ ${states} }}" }
`)
      const inner = ['r SUCCESS', 's SUCCESS', 'r SUCCESS', 's SUCCESS']
      expect(stepped.states).toEqual(['o SUCCESS', 'i SUCCESS', ...inner, 'i SUCCESS', ...inner, `z ${state}`])
      expect(stepped.rows.execution.state).toBe(state)
      expect(stepped.rows.logs.at(-1)?.message).toMatch(said)
      const values = [...stepped.rows.outputs.values()].flatMap(({ taskId, outputs }) =>
        taskId === 's' ? [outputs.value] : [],
      )
      expect(values).toEqual(['1a|1a', '2a|2a', '1b|1b', '2b|2b'])
    },
  )

  it('a Switch without cases takes its defaults (sw-defaults-only)', () => {
    const defaults = `[ { id: a, type: ${LOG}, message: d } ]`
    const { stepped } = run(`tasks: [ { id: s, type: ${FLOW}.Switch, value: "x", defaults: ${defaults} } ]`)
    expect(stepped.states).toEqual(['s SUCCESS', 'a SUCCESS'])
    expect(stepped.outputs('s')).toEqual({ value: 'x', defaults: true })
  })

  it('a dependency that is disabled counts as done (dag-disabled-dep)', () => {
    const { stepped } = run(`
tasks:
  - id: d
    type: ${FLOW}.Dag
    tasks:
      - task: { id: t1, type: ${LOG}, message: "1", disabled: true }
      - task: { id: t2, type: ${LOG}, message: "2" }
        dependsOn: [t1]
  - { id: z, type: ${LOG}, message: z }
`)
    expect(stepped.states).toEqual(['d SUCCESS', 't2 SUCCESS', 'z SUCCESS'])
  })

  it('`errors` run once, after the last retry of the flow, and the execution ends FAILED (re-flow-failed-task)', () => {
    const { world, stepped } = run(`
retry: { type: constant, interval: PT0.2S, maxAttempts: 3 }
tasks: [ { id: f, type: io.kestra.plugin.core.execution.Fail } ]
errors: [ { id: e, type: ${LOG}, message: e } ]
`)
    expect(stepped.states).toEqual(['f RETRYING'])
    world.sleep(10_000)
    expect(stepped.states).toEqual(['f FAILED', 'e SUCCESS'])
    expect(stepped.taskRun('f').attempts).toHaveLength(3)
    expect(stepped.rows.execution.state).toBe('FAILED')
  })

  it('a deadline that cancels closes what runs beside the gate, and what is around it (pa-dur-in-parallel)', () => {
    const { world, stepped } = run(`
tasks:
  - id: par
    type: ${FLOW}.Parallel
    tasks:
      - { id: p, type: ${FLOW}.Pause, pauseDuration: PT0.5S, behavior: CANCEL }
      - { id: s, type: ${FLOW}.Sleep, duration: PT1S }
  - { id: z, type: ${LOG}, message: z }
`)
    world.sleep(500)
    expect(stepped.states).toEqual(['par CANCELLED', 'p CANCELLED', 's CANCELLED'])
    expect(stepped.rows.execution.state).toBe('CANCELLED')
    expect(stepped.rows.jobs.size).toBe(0)
  })

  it('Exit kills what runs beside it (ex-in-parallel)', () => {
    const { stepped } = run(`
tasks:
  - id: p
    type: ${FLOW}.Parallel
    tasks:
      - { id: s, type: ${FLOW}.Sleep, duration: PT1S }
      - { id: x, type: io.kestra.plugin.core.execution.Exit, state: WARNING }
  - { id: z, type: ${LOG}, message: z }
`)
    expect(stepped.states).toEqual(['p WARNING', 's KILLED', 'x WARNING'])
    expect(stepped.rows.execution.state).toBe('WARNING')
  })
})
