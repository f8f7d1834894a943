import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import type { EngineHarness } from '../../testing/harness.ts'

const flow = (concurrency: string, gate = '') => `
id: limited
namespace: company.team
concurrency: ${concurrency}
tasks:
  - { id: gate, type: io.kestra.plugin.core.flow.Pause, pauseDuration: PT1H${gate} }
afterExecution:
  - { id: after, type: test.Log, message: over }
`

const state = async (engine: EngineHarness, id: string) => (await engine.execution(id)).state
const history = async (engine: EngineHarness, id: string) =>
  (await engine.execution(id)).histories.map((entry) => entry.state)

describe.each(DATABASES)('a limit on executions that run at once, on %s', (kind) => {
  const open = useDatabase(kind)

  it('queues what is too much, and lets it run in the order in which it came', async () => {
    const engine = await (await open()).harness()
    await engine.save(flow('{ limit: 1, behavior: QUEUE }'))
    const [first, second, third] = [
      await engine.run('limited'),
      await engine.run('limited'),
      await engine.run('limited'),
    ]
    expect(await state(engine, first.id)).toBe('PAUSED')
    expect(await state(engine, second.id)).toBe('QUEUED')
    await engine.engine.client.kill(engine.caller, first.id)
    await engine.settle()
    expect(await state(engine, second.id)).toBe('PAUSED')
    expect(await state(engine, third.id)).toBe('QUEUED')
    await engine.advance(3_600_000)
    expect(await history(engine, second.id)).toEqual([
      'CREATED',
      'QUEUED',
      'RUNNING',
      'PAUSED',
      'RESTARTED',
      'RUNNING',
      'SUCCESS',
    ])
    expect(await state(engine, third.id)).toBe('PAUSED')
  })

  it('of many that come at once begins no more than may', async () => {
    const engine = await (await open()).harness()
    await engine.save(flow('{ limit: 3, behavior: QUEUE }'))
    const create = { namespace: 'company.team', flowId: 'limited', inputs: new Map(), labels: [] }
    const created = await Promise.all(
      Array.from({ length: 10 }, () => engine.engine.client.createExecution(engine.caller, create)),
    )
    await engine.settle()
    const states = await Promise.all(created.map(({ id }) => state(engine, id)))
    expect(states.filter((one) => one === 'PAUSED')).toHaveLength(3)
    expect(states.filter((one) => one === 'QUEUED')).toHaveLength(7)
  })

  it.each([
    ['CANCEL', 'CANCELLED'],
    ['FAIL', 'FAILED'],
  ])('with %s ends what is too much without beginning it', async (behavior, end) => {
    const engine = await (await open()).harness()
    await engine.save(flow(`{ limit: 1, behavior: ${behavior} }`))
    await engine.run('limited')
    const second = await engine.run('limited')
    expect(await history(engine, second.id)).toEqual(['CREATED', end])
    expect(await engine.states(second.id)).toEqual(['after SUCCESS'])
  })

  it('forgets what was killed while it was queued', async () => {
    const engine = await (await open()).harness()
    await engine.save(flow('{ limit: 1, behavior: QUEUE }'))
    const [first, second, third] = [
      await engine.run('limited'),
      await engine.run('limited'),
      await engine.run('limited'),
    ]
    await engine.engine.client.kill(engine.caller, second.id)
    await engine.engine.client.kill(engine.caller, first.id)
    await engine.settle()
    expect(await history(engine, second.id)).toEqual(['CREATED', 'QUEUED', 'KILLING', 'KILLED'])
    expect(await state(engine, third.id)).toBe('PAUSED')
  })

  it('leaves the place of one that waits at a gate with `releaseSlot` to others', async () => {
    const engine = await (await open()).harness()
    await engine.save(flow('{ limit: 1, behavior: QUEUE }', ', releaseSlot: true'))
    const [first, second] = [await engine.run('limited'), await engine.run('limited')]
    expect(await state(engine, first.id)).toBe('PAUSED')
    expect(await state(engine, second.id)).toBe('PAUSED')
  })

  it('goes on where an earlier process left off', async () => {
    const { database, harness } = await open()
    const before = await harness({ idPrefix: 'before' })
    await before.save(flow('{ limit: 1, behavior: QUEUE }'))
    const [first, second] = [await before.run('limited'), await before.run('limited')]
    await before.engine.close()
    const row = await database.storage.executions.find('main', first.id)
    // The end of the first is the last thing that the earlier process wrote.
    const ended = { ...row!, state: 'SUCCESS', progress: { ...row!.progress, branch: 'done' } } as const
    await database.storage.commits.commit([
      { guards: [], writes: [{ kind: 'execution-update', row: ended }], audit: [] },
    ])
    const after = await harness({ idPrefix: 'after' })
    await after.settle()
    expect(await state(after, second.id)).toBe('PAUSED')
    expect(await state(after, (await after.run('limited')).id)).toBe('QUEUED')
  })
})
