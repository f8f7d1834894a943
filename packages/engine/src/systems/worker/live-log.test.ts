import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { createScriptedTask } from '../../testing/scripted-task.ts'

const FLOW = '{ id: long, namespace: company.team, tasks: [{ id: a, type: test.Effect, call: x }] }'
const CREATE = { namespace: 'company.team', flowId: 'long', inputs: new Map(), labels: [] }

describe.each(DATABASES)('the log of a running attempt on %s', (kind) => {
  const open = useDatabase(kind)

  async function startLong() {
    const effect = createScriptedTask()
    const harness = await (await open()).harness({ effects: [effect.task] })
    await harness.save(FLOW)
    const { id } = await harness.engine.client.createExecution(harness.caller, CREATE)
    await expect.poll(() => effect.runs.length).toBe(1)
    const log = (message: string) => effect.runs[0]?.context.log('INFO', message)
    return { ...harness, effect, id, log }
  }

  it('can be read while it runs, each line once', async () => {
    const { id, log, effect, clock, settle, messages, engine } = await startLong()
    const seen: string[] = []
    const unfollow = engine.client.follow(id, (update) => seen.push(...update.logs.map((line) => line.message)))
    log('half of it is done')
    clock.advance(1_000)
    await expect.poll(() => messages(id)).toEqual(['half of it is done'])
    await expect.poll(() => seen).toEqual(['half of it is done'])
    log('all of it is done')
    effect.succeed()
    await settle()
    expect(await messages(id)).toEqual(['half of it is done', 'all of it is done'])
    unfollow()
  })

  it('is kept when the execution is killed', async () => {
    const { id, log, settle, messages, engine, caller } = await startLong()
    log('begun')
    await engine.client.kill(caller, id)
    await settle()
    expect(await messages(id)).toEqual(['begun'])
  })
})
