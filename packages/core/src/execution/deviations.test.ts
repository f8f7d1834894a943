import { describe, expect, it } from 'vitest'
import { SteppedWorld } from '../testing/stepped-world.ts'

/** What we want instead where Kestra would lose an answer, hang or hide an error: the `deviation`s of the recorded cases. */
describe('where we differ from Kestra on purpose', () => {
  const LOG = 'io.kestra.plugin.core.log.Log'
  const RETURN = 'io.kestra.plugin.core.debug.Return'

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
})
