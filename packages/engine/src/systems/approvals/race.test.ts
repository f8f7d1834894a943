import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'

const GATE = `
id: gate
namespace: company.team
tasks:
  - { id: gate, type: io.kestra.plugin.core.flow.Pause, pauseDuration: PT1H, behavior: WARN }
  - { id: say, type: test.Log, message: done }
`

/** Numbers from 0 to 1 that are the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe.each(DATABASES)('people, deadlines and kills at the same moment on %s', (kind) => {
  const open = useDatabase(kind)

  it('have exactly one winner for every request, and every execution ends as the winner says', async () => {
    const { engine, save, caller, clock, storage, settle, requests, execution } = await (await open()).harness()
    const { client } = engine
    await save(GATE)
    const create = { namespace: 'company.team', flowId: 'gate', inputs: new Map(), labels: [] }
    const started = await Promise.all(Array.from({ length: 120 }, () => client.createExecution(caller, create)))
    await settle()
    const random = createRandom(20_261_124)
    clock.advance(3_600_000)
    const doings = started.flatMap(({ id }) => {
      const decide = () => client.decide(caller, { address: { executionId: id }, inputs: null })
      const kill = () => client.kill(caller, id)
      return [decide, decide, kill].map((act) => ({ act, order: random() }))
    })
    const sweep = { act: () => engine.tick(), order: random() }
    const inOrder = [...doings, sweep].sort((a, b) => a.order - b.order)
    await Promise.allSettled(inOrder.map(({ act }) => act()))
    await settle()

    const ends = { SETTLED: 'SUCCESS', EXPIRED: 'WARNING', WITHDRAWN: 'KILLED' }
    for (const { id } of started) {
      const [request, ...others] = await requests(id)
      expect(others).toEqual([])
      const ended = await execution(id)
      // A kill may still come after an answer, before the execution has gone on; an answer never comes after a kill.
      expect([ends[request?.status as keyof typeof ends], 'KILLED']).toContain(ended.state)
    }
    const events = await storage.audit.read('main', 0, 10_000)
    const settling = ['approval.decided', 'approval.expired', 'approval.withdrawn']
    const settledIds = events.filter((event) => settling.includes(event.action)).map((event) => event.target.id)
    expect(new Set(settledIds).size).toBe(120)
    expect(settledIds).toHaveLength(120)
    expect(await storage.work.nextTimerAt()).toBeNull()
    expect(await storage.work.unfinishedExecutions(10)).toEqual([])
  })
})
