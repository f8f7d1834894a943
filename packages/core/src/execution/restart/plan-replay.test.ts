import { describe, expect, it } from 'vitest'
import { TEST_PERSON } from '../../testing/stepped-execution.ts'
import { replayRow } from './plan-replay.ts'
import { lifeOf, replay, run } from './restarting.testsuite.ts'

const LOG = 'io.kestra.plugin.core.log.Log'
const RETURN = 'io.kestra.plugin.core.debug.Return'
const GATE = '{ id: p, type: io.kestra.plugin.core.flow.Pause, onResume: [ { id: n, type: STRING } ] }'
const GATED = `
tasks:
  - { id: a, type: ${RETURN}, format: a }
  - ${GATE}
  - { id: z, type: ${RETURN}, format: "{{ outputs.p.onResume.n ?? 'lost' }}" }
`

function answered() {
  const stepped = run(GATED)
  stepped.resume('p', { n: '1' })
  expect(stepped.rows.execution.state).toBe('SUCCESS')
  return stepped
}

describe('planReplay()', () => {
  it('asks a gate again that comes after the task (pa-replay-before)', () => {
    const copy = replay(answered(), 'a')
    expect(copy.states).toEqual(['a SUCCESS', 'p PAUSED'])
    expect(lifeOf(copy, 'a')).toEqual({
      histories: 'CREATED,SUBMITTED,RUNNING,SUCCESS,RESTARTED,SUBMITTED,RUNNING,SUCCESS',
      attempts: 'SUCCESS,SUCCESS',
    })
    expect(lifeOf(copy, 'p')).toEqual({ histories: 'CREATED,RUNNING,PAUSED', attempts: 'RUNNING' })
    expect(copy.history()).toEqual(
      'CREATED,RUNNING,PAUSED,RESTARTED,RUNNING,SUCCESS,RESTARTED,RUNNING,PAUSED'.split(','),
    )
    expect(copy.openRequest('p').round).toBe(1)
  })

  it('keeps answers that were given before the task (pa-replay-after)', () => {
    const original = answered()
    const copy = replay(original, 'z')
    expect(copy.states).toEqual(['a SUCCESS', 'p SUCCESS', 'z SUCCESS'])
    expect(copy.outputs('z')).toEqual({ value: '1' })
    expect(copy.rows.execution).toMatchObject({
      attemptNumber: 3,
      replayOf: original.rows.execution.id,
      originalId: original.rows.execution.id,
      parent: null,
    })
    expect(copy.rows.execution.labels).toContainEqual({ key: 'system.replay', value: 'true' })
    const ids = new Set(original.taskRuns.map((one) => one.id))
    for (const one of copy.taskRuns) {
      expect(ids.has(one.id)).toBe(false)
      expect(one.executionId).toBe(copy.rows.execution.id)
    }
    expect(original.states).toEqual(['a SUCCESS', 'p SUCCESS', 'z SUCCESS'])
  })

  it('asks the gate itself again as a new round, without the old answer (pa-replay-pause)', () => {
    const copy = replay(answered(), 'p')
    expect(copy.states).toEqual(['a SUCCESS', 'p PAUSED'])
    expect(copy.openRequest('p').round).toBe(2)
    expect(copy.outputs('p')).toBeNull()
    copy.resume('p', { n: '2' })
    expect(copy.outputs('z')).toEqual({ value: '2' })
  })

  it('goes on inside of containers; those that are replayed themselves begin anew', () => {
    const original = run(`
tasks:
  - id: i
    type: io.kestra.plugin.core.flow.If
    condition: "{{ true }}"
    then: [ { id: a, type: ${RETURN}, format: a }, { id: b, type: ${RETURN}, format: "{{ parents[0].outputs.evaluationResult }}" } ]
    finally: [ { id: f, type: ${LOG}, message: f } ]
  - { id: z, type: ${RETURN}, format: z }
`)
    const inner = replay(original, 'b')
    expect(inner.states).toEqual(['i SUCCESS', 'a SUCCESS', 'b SUCCESS', 'f SUCCESS', 'z SUCCESS'])
    expect(lifeOf(inner, 'i')).toEqual({ histories: 'CREATED,RUNNING,SUCCESS,RUNNING,SUCCESS', attempts: 'SUCCESS' })
    expect(inner.outputs('b')).toEqual({ value: 'true' })
    const outer = replay(original, 'i')
    expect(outer.states).toEqual(['i SUCCESS', 'a SUCCESS', 'b SUCCESS', 'f SUCCESS', 'z SUCCESS'])
    expect(lifeOf(outer, 'a').attempts).toBe('SUCCESS')
    const side = replay(original, 'f')
    expect(lifeOf(side, 'b').attempts).toBe('SUCCESS')
    expect(lifeOf(side, 'f').attempts).toBe('SUCCESS,SUCCESS')
    expect(side.rows.execution.state).toBe('SUCCESS')
  })

  it('takes back one that still waits: the original goes on waiting', () => {
    const original = run(GATED)
    const copy = replay(original, 'p')
    copy.resume('p', { n: '2' })
    expect(copy.rows.execution.state).toBe('SUCCESS')
    expect(lifeOf(copy, 'p').attempts).toBe('SUCCESS')
    expect(original.rows.execution.state).toBe('PAUSED')
  })

  it('fails again after a replayed `errors` task: what failed before still counts', () => {
    const original = run(`
tasks: [ { id: f, type: io.kestra.plugin.core.execution.Fail } ]
errors: [ { id: e, type: ${LOG}, message: e }, { id: e2, type: ${LOG}, message: e2 } ]
`)
    const copy = replay(original, 'e')
    expect(copy.states).toEqual(['f FAILED', 'e SUCCESS', 'e2 SUCCESS'])
    expect(copy.rows.execution.state).toBe('FAILED')
  })

  it('runs on another revision when that has the task in the same place', () => {
    const original = answered()
    const source = `id: flow\nnamespace: company.team\n${GATED}`
    const copy = replay(original, 'z', source.replace("?? 'lost' }}", "}} again'").replace("again'", 'again'))
    expect(copy.outputs('z')).toEqual({ value: '1 again' })
    const moved = `
id: flow
namespace: company.team
tasks: [ { id: s, type: io.kestra.plugin.core.flow.Sequential, tasks: [ { id: z, type: ${LOG}, message: z } ] } ]
`
    expect(() => replay(original, 'z', moved)).toThrow(expect.objectContaining({ code: 'NOTHING_TO_RESTART' }))
  })

  it('keeps the outputs that a task made in a loop of which another revision takes it out, by their values', () => {
    const each = (task: string) =>
      `{ id: each, type: io.kestra.plugin.core.flow.ForEach, values: [a, b], tasks: [ ${task} ] }`
    const r = `{ id: r, type: ${RETURN}, format: "{{ taskrun.value }}1" }`
    const q = `{ id: q, type: ${LOG}, message: q }`
    const z = `{ id: z, type: ${RETURN}, format: "{{ outputs.r.b.value }}" }`
    const original = run(`tasks: [ ${each(r)}, ${z} ]`)
    const moved = `{ id: flow, namespace: company.team, tasks: [ ${each(q)}, ${z}, ${r} ] }`
    const copy = replay(original, 'z', moved)
    expect(copy.states.slice(0, 4)).toEqual(['each SUCCESS', 'r SUCCESS', 'r SUCCESS', 'z SUCCESS'])
    expect(copy.outputs('z')).toEqual({ value: 'b1' })
  })

  it('refuses tasks of `afterExecution`', () => {
    const original = run(`
tasks: [ { id: a, type: ${LOG}, message: a } ]
afterExecution: [ { id: ae, type: ${LOG}, message: ae } ]
`)
    expect(() => replay(original, 'ae')).toThrow(expect.objectContaining({ code: 'NOTHING_TO_RESTART' }))
  })
})

describe('replayRow()', () => {
  it('begins anew with inputs, labels and trigger (rp-whole)', () => {
    const { rows, plan } = answered()
    const original = { ...rows.execution, inputs: { n: 3 }, labels: [{ key: 'a', value: 'b' }], originalId: 'first' }
    const row = replayRow(original, { id: 'new', flow: plan.flow, by: TEST_PERSON, now: 7 })
    expect(row).toMatchObject({
      id: 'new',
      state: 'CREATED',
      version: 0,
      inputs: { n: 3 },
      labels: [
        { key: 'a', value: 'b' },
        { key: 'system.replay', value: 'true' },
      ],
      replayOf: original.id,
      originalId: 'first',
      attemptNumber: 3,
      createdAt: 7,
      originalCreatedAt: original.originalCreatedAt,
      nextSequence: 0,
    })
  })
})
