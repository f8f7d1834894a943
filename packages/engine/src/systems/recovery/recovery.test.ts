import type { Storage } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { SHARED_DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { createScriptedTask } from '../../testing/scripted-task.ts'

const CALL_AND_GATE = `
id: story
namespace: company.team
tasks:
  - { id: call, type: test.Effect }
  - { id: gate, type: io.kestra.plugin.core.flow.Pause, pauseDuration: PT1H, behavior: RESUME }
  - { id: say, type: test.Log, message: done }
`

describe.each(SHARED_DATABASES)('recovery on %s', (kind) => {
  const open = useDatabase(kind)

  it('runs an attempt again that was running when its process died, and takes its result once', async () => {
    const { database, harness } = await open()
    const before = createScriptedTask()
    const first = await harness({ effects: [before.task], idPrefix: 'first' })
    await first.save(CALL_AND_GATE)
    const create = { namespace: 'company.team', flowId: 'story', inputs: new Map(), labels: [] }
    const { id } = await first.engine.client.createExecution(first.caller, create)
    await expect.poll(() => before.runs.length).toBe(1)
    // The process dies: its connections break, and nothing is closed in order.
    await database.storage.close()

    const after = createScriptedTask()
    after.answer(() => ({ outputs: { code: 1 } }))
    const storage = await reopened(database)
    const second = await harness({ storage, effects: [after.task], idPrefix: 'second' })
    await second.settle()
    expect(after.runs).toHaveLength(1)
    expect(after.runs[0]?.context.idempotencyKey).toBe(before.runs[0]?.context.idempotencyKey)
    expect((await second.execution(id)).state).toBe('PAUSED')
    before.succeed({ code: 2 })
    await second.settle()
    expect(await second.outputs(id, 'call')).toEqual({ code: 1 })
    expect(await second.states(id)).toEqual(['call SUCCESS', 'gate PAUSED'])
  })

  it('keeps what waits as rows: the answer and the deadline come after a crash as they would have come before', async () => {
    const { database, harness } = await open()
    const effect = createScriptedTask()
    effect.answer(() => ({}))
    const first = await harness({ effects: [effect.task], idPrefix: 'first' })
    await first.save(CALL_AND_GATE)
    const answered = await first.run('story')
    const expired = await first.run('story')
    await database.storage.close()

    first.clock.advance(3_600_000)
    const storage = await reopened(database)
    const second = await harness({ storage, effects: [effect.task], idPrefix: 'second' })
    await second.settle()
    // Overdue deadlines fired once, in the process that took over.
    expect((await second.execution(expired.id)).state).toBe('SUCCESS')
    expect((await second.requests(answered.id))[0]).toMatchObject({ status: 'EXPIRED' })
    expect((await second.audit()).filter((action) => action === 'approval.expired')).toHaveLength(2)
  })

  it('goes on with an execution whose turn was cut', async () => {
    const { database, harness } = await open()
    const first = await harness({ idPrefix: 'first' })
    const steps = Array.from(
      { length: 300 },
      (_, index) => `  - { id: s${index}, type: test.Log, message: "${index}" }`,
    )
    await first.save(`id: long\nnamespace: company.team\ntasks:\n${steps.join('\n')}\n`)
    // Dies with the commit of the first turn: nothing after it is written.
    const { commits } = database.storage
    const commit = commits.commit.bind(commits)
    let groups = 0
    commits.commit = async (units) => {
      groups += 1
      if (groups > 1) throw new Error('the process is dead')
      return commit(units)
    }
    const { id } = await first.run('long')
    expect((await first.execution(id)).unfinishedTurn).toBe(true)
    await database.storage.close()

    const second = await harness({ storage: await reopened(database), idPrefix: 'second' })
    await second.settle()
    expect((await second.execution(id)).state).toBe('SUCCESS')
    expect(await second.states(id)).toHaveLength(300)
    expect(new Set(await second.messages(id)).size).toBe(300)
  })

  it('delivers messages that nobody had taken when the process died', async () => {
    const { database, harness } = await open()
    const first = await harness({ idPrefix: 'first' })
    await first.save(
      '{ id: gate, namespace: company.team, tasks: [{ id: gate, type: io.kestra.plugin.core.flow.Pause }] }',
    )
    const { id } = await first.run('gate')
    const { actor, origin } = first.caller
    const message = { tenant: 'main', executionId: id, at: 1, news: { kind: 'kill', actor, origin } } as const
    // Written in the last commit of the process, which died before it could deliver them.
    await database.storage.commits.commit([
      { guards: [], writes: [{ kind: 'inbox-add', row: { ...message, id: 'm1' } }], audit: [] },
      { guards: [], writes: [{ kind: 'inbox-add', row: { ...message, id: 'm2', executionId: 'gone' } }], audit: [] },
    ])
    await database.storage.close()

    const second = await harness({ storage: await reopened(database), idPrefix: 'second' })
    await second.settle()
    expect((await second.execution(id)).state).toBe('KILLED')
    expect(await second.storage.work.inbox(id)).toEqual([])
    expect(await second.storage.work.inbox('gone')).toEqual([])
  })

  it('refuses a second engine while the first one owns the database, and lets it in afterwards', async () => {
    const { database, harness } = await open()
    const first = await harness({ idPrefix: 'first' })
    const storage = await reopened(database)
    await expect(harness({ storage, idPrefix: 'second' })).rejects.toMatchObject({ code: 'DATABASE_IN_USE' })
    await first.engine.close()
    const third = await harness({ storage, idPrefix: 'third' })
    expect(third.engine.client.status().running).toBe(true)
  })
})

function reopened({ reopen }: { readonly reopen: (() => Promise<Storage>) | null }) {
  if (reopen === null) throw new Error('This database cannot be opened twice')
  return reopen()
}
