import { describe, expect, it } from 'vitest'
import { SteppedWorld } from '../testing/stepped-world.ts'
import { replay, restart } from './restart/restarting.testsuite.ts'

const FLOW = 'io.kestra.plugin.core.flow'
const LOG = 'io.kestra.plugin.core.log.Log'

/** Defects that users of Kestra reported about gates: what happens here instead. Numbers are those of its issues. */
describe('a gate', () => {
  function run(...sources: readonly string[]) {
    const world = new SteppedWorld(sources.map((source, at) => `id: flow${at}\nnamespace: company.team\n${source}`))
    return { world, stepped: world.start(`flow${sources.length - 1}`) }
  }
  const then = `- { id: z, type: ${LOG}, message: z }`
  const decision = '[ { id: approved, type: BOOLEAN } ]'

  it('that was answered in time does not fail the execution when its time passes (9319)', () => {
    const { world, stepped } = run(`tasks: [ { id: p, type: ${FLOW}.Pause, pauseDuration: PT1H, behavior: FAIL } ]`)
    world.resume(stepped, new Map())
    world.sleep(2 * 3_600_000)
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'PAUSED', 'RESTARTED', 'RUNNING', 'SUCCESS'])
    expect(stepped.history('p').at(-1)).toBe('SUCCESS')
  })

  it('keeps the answer when its time passes while the execution still runs (18507)', () => {
    const { world, stepped } = run(`
tasks:
  - { id: p, type: ${FLOW}.Pause, pauseDuration: PT1H, behavior: FAIL, onResume: ${decision} }
  - { id: busy, type: ${FLOW}.Sleep, duration: PT3H }
`)
    world.resume(stepped, new Map([['approved', { kind: 'value', value: true }]]))
    world.sleep(2 * 3_600_000)
    expect(stepped.states).toEqual(['p SUCCESS', 'busy RUNNING'])
    expect(stepped.outputs('p')).toMatchObject({ onResume: { approved: true } })
    expect(stepped.rows.timers.size).toBe(0)
  })

  it.each([
    ['FAIL', 'FAILED', ['p FAILED', 'e SUCCESS']],
    ['CANCEL', 'CANCELLED', ['p CANCELLED']],
  ])(
    'whose time passes with behavior %s does not go on; `errors` run when it fails (8242, 9794)',
    (behavior, state, runs) => {
      const { world, stepped } = run(`
tasks: [ { id: p, type: ${FLOW}.Pause, pauseDuration: PT1H, behavior: ${behavior} }, { id: z, type: ${LOG}, message: z } ]
errors: [ { id: e, type: ${LOG}, message: e } ]
`)
      world.sleep(3_600_000)
      expect(stepped.rows.execution.state).toBe(state)
      expect(stepped.states).toEqual(runs)
    },
  )

  it('that is killed goes nowhere: reject never means approve (12417, 16242)', () => {
    const { world, stepped } = run(`tasks:\n  - { id: p, type: ${FLOW}.Pause, pauseDuration: PT1H }\n  ${then}\n`)
    world.kill(stepped)
    world.sleep(2 * 3_600_000)
    expect(stepped.states).toEqual(['p KILLED'])
    expect(stepped.rows.execution.state).toBe('KILLED')
  })

  it('is not passed by a restart, which is refused while it waits (PR 18683)', () => {
    const { stepped } = run(`tasks:\n  - { id: p, type: ${FLOW}.Pause }\n  ${then}\n`)
    expect(() => restart(stepped)).toThrow('cannot be restarted')
    expect(stepped.states).toEqual(['p PAUSED'])
  })

  describe('in a Subflow is asked again (12435)', () => {
    /** A flow with `afterExecution` whose child failed, because its gate was not answered in time. */
    function failed() {
      const { world, stepped } = run(
        `
tasks:
  - { id: p, type: ${FLOW}.Pause, pauseDuration: PT1H, behavior: FAIL }
  ${then}
`,
        `
tasks: [ { id: c, type: ${FLOW}.Subflow, namespace: company.team, flowId: flow0 } ]
afterExecution: [ { id: ae, type: ${LOG}, message: ae } ]
`,
      )
      const [, child] = world.executions
      if (child === undefined) throw new Error('the child was not started')
      world.sleep(3_600_000)
      expect(stepped.states).toEqual(['c FAILED', 'ae SUCCESS'])
      return { world, stepped, child }
    }

    it('when the child is restarted', () => {
      const { child } = failed()
      restart(child)
      expect(child.states).toEqual(['p PAUSED'])
      expect(child.openRequest('p').round).toBe(2)
    })

    it('when the flow around it, which has `afterExecution`, is restarted', () => {
      const { world, stepped, child } = failed()
      restart(stepped)
      const { id: childId, namespace, flowId } = child.rows.execution
      expect(stepped.states).toEqual(['c RESTARTED'])
      expect(stepped.taskRun('c').waiting).toEqual({ kind: 'child', executionId: childId })
      // The engine restarts the child that is waited for, and says so.
      restart(child)
      stepped.run({ kind: 'child-started', taskRunId: stepped.taskRun('c').id, childId, namespace, flowId })
      expect(stepped.states).toEqual(['c RUNNING'])
      expect(child.openRequest('p').round).toBe(2)
      world.resume(child, new Map())
      expect(child.states).toEqual(['p SUCCESS', 'z SUCCESS'])
      expect(stepped.states).toEqual(['c SUCCESS', 'ae SUCCESS'])
      expect(stepped.rows.execution.state).toBe('SUCCESS')
    })
  })

  it('does not start the `errors` of the flow (1103), nor answer itself (10289, 18680)', () => {
    const { world, stepped } = run(`
tasks: [ { id: p, type: ${FLOW}.Pause } ]
errors: [ { id: e, type: ${LOG}, message: e } ]
`)
    world.sleep(365 * 86_400_000)
    expect(stepped.states).toEqual(['p PAUSED'])
  })

  it('is one of several in an EachParallel, and each ends by its own answer (1223)', () => {
    const { world, stepped } = run(
      `tasks: [ { id: each, type: ${FLOW}.EachParallel, value: [a, b, c], tasks: [ { id: p, type: ${FLOW}.Pause } ] } ]`,
    )
    for (let left = 3; left > 0; left--) {
      expect(stepped.taskRuns.filter((one) => one.state === 'PAUSED')).toHaveLength(left)
      world.resume(stepped, new Map())
    }
    expect(stepped.rows.execution.state).toBe('SUCCESS')
  })

  it.each(['ForEach', 'LoopUntil'])(
    'inside of a %s is passed by its answers, and the execution goes on (19373)',
    (type) => {
      const loop = type === 'ForEach' ? 'values: [a, b]' : 'condition: "{{ outputs.loop.iterationCount > 2 }}"'
      const { world, stepped } = run(`
tasks:
  - { id: loop, type: ${FLOW}.${type}, ${loop}, tasks: [ { id: p, type: ${FLOW}.Pause } ] }
  ${then}
`)
      world.resume(stepped, new Map())
      world.sleep(60_000)
      expect(stepped.rows.execution.state).toBe('PAUSED')
      world.resume(stepped, new Map())
      expect(stepped.rows.execution.state).toBe('SUCCESS')
      expect(stepped.states.at(-1)).toBe('z SUCCESS')
    },
  )

  it('inside of a Loop is passed by its answers, and the execution goes on (19373)', () => {
    const { world, stepped } = run(`
tasks:
  - id: loop
    type: ${FLOW}.Loop
    values: [a, b]
    concurrencyLimit: 1
    tasks: [ { id: p, type: ${FLOW}.Pause, onResume: ${decision} }, { id: y, type: ${LOG}, message: "{{ outputs.p.onResume.approved }}" } ]
  ${then}
`)
    for (const [answer, log] of [
      [true, 'INFO y: true'],
      [false, 'INFO y: false'],
    ] as const) {
      expect(stepped.rows.execution.state).toBe('PAUSED')
      world.resume(stepped, new Map([['approved', { kind: 'value', value: answer }]]))
      expect(stepped.lines).toContain(log)
    }
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.states.at(-1)).toBe('z SUCCESS')
  })

  it('that fails by its deadline inside of an AllowFailure makes a warning, and the execution goes on (9416)', () => {
    const { world, stepped } = run(`
tasks:
  - id: allowed
    type: ${FLOW}.AllowFailure
    tasks: [ { id: p, type: ${FLOW}.Pause, pauseDuration: PT1H, behavior: FAIL }, { id: y, type: ${LOG}, message: y } ]
  ${then}
`)
    world.sleep(3_600_000)
    expect(stepped.states).toEqual(['allowed WARNING', 'p FAILED', 'z SUCCESS'])
    expect(stepped.rows.execution.state).toBe('WARNING')
  })

  it('that is replayed is asked again, and its old answer is gone (observed: pa-replay-pause)', () => {
    const { world, stepped } = run(`tasks:\n  - { id: p, type: ${FLOW}.Pause, onResume: ${decision} }\n  ${then}\n`)
    world.resume(stepped, new Map([['approved', { kind: 'value', value: true }]]))
    const copy = replay(stepped, 'p')
    expect(copy.states).toEqual(['p PAUSED'])
    expect(copy.outputs('p')).toBeNull()
  })
})
