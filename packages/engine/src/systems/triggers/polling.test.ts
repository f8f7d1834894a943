import { POLLING_PROPERTIES, p, type ValueMap } from '@countersign/core'
import type { PollingTriggerCode, TriggerContext } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { DATABASES, SHARED_DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import type { EngineHarness } from '../../testing/harness.ts'

const SECOND = 1_000
const KEY = { tenant: 'main', namespace: 'company.team', flowId: 'polled', triggerId: 't' }

/** A trigger that finds what the test says. */
function scripted() {
  const looks: { readonly input: Readonly<Record<string, unknown>>; readonly context: TriggerContext }[] = []
  let answer: (context: TriggerContext) => Promise<ValueMap | null> = async () => null
  const code: PollingTriggerCode = {
    kind: 'polling',
    type: 'test.Look',
    aliases: [],
    title: 'Looks',
    description: 'Finds what the test says.',
    properties: { ...POLLING_PROPERTIES, where: p.string() },
    async evaluate(context, input) {
      looks.push({ context, input })
      return answer(context)
    },
  }
  return { code, looks, finds: (how: typeof answer) => (answer = how) }
}

const flow = (more = '') => `
id: polled
namespace: company.team
tasks:
  - { id: a, type: test.Return, value: "{{ trigger.file }}" }
triggers:
  - { id: t, type: test.Look, interval: PT10S, where: "{{ flow.id }}"${more} }
`

async function started({ storage }: EngineHarness) {
  return (await storage.executions.search('main', {}, { page: 1, size: 100, sort: [] })).items
}

describe.each(DATABASES)('polling triggers on %s', (kind) => {
  const open = useDatabase(kind)

  it('look at their interval, and start an execution for what they find', async () => {
    const { code, looks, finds } = scripted()
    const harness = await (await open()).harness({ polling: [code] })
    await harness.save(flow())
    await harness.settle()
    expect(looks.map(({ input, context }) => [input.where, context.facts.triggerId])).toEqual([['polled', 't']])
    finds(async () => ({ file: 'new.csv' }))
    await harness.advance(9 * SECOND)
    expect(looks).toHaveLength(1)
    await harness.advance(SECOND)
    const [only] = await started(harness)
    expect(only).toMatchObject({
      state: 'SUCCESS',
      trigger: { id: 't', type: 'test.Look', variables: { file: 'new.csv' } },
      labels: [{ key: 'system.from', value: 'trigger' }, { key: 'system.correlationId' }],
    })
    expect(await harness.outputs(only?.id ?? '', 'a')).toEqual({ value: 'new.csv' })
    expect(await harness.storage.triggers.find(KEY)).toMatchObject({ executionId: null, evaluation: null })
  })

  it('look no more while what they started has not ended', async () => {
    const { code, looks, finds } = scripted()
    const harness = await (await open()).harness({ polling: [code] })
    finds(async () => ({ file: 'f' }))
    await harness.save(
      flow().replace('type: test.Return, value: "{{ trigger.file }}"', 'type: io.kestra.plugin.core.flow.Pause'),
    )
    await harness.settle()
    await harness.advance(60 * SECOND)
    expect(looks).toHaveLength(1)
    const [waiting] = await started(harness)
    await harness.engine.client.kill(harness.caller, waiting?.id ?? '')
    await harness.settle()
    expect(looks).toHaveLength(2)
  })

  it('go on after a look that failed, which is shown only when they say so', async () => {
    const { code, looks, finds } = scripted()
    const harness = await (await open()).harness({ polling: [code] })
    finds(() => Promise.reject(new Error('no such folder')))
    await harness.save(flow())
    await harness.settle()
    await harness.advance(10 * SECOND)
    expect(looks).toHaveLength(2)
    expect(await started(harness)).toEqual([])
    expect(harness.logger.lines).toContainEqual(
      expect.objectContaining({
        message: 'A trigger could not look',
        fields: expect.objectContaining({ reason: 'no such folder' }),
      }),
    )
    await harness.save(flow(', failOnTriggerError: true'))
    await harness.settle()
    const [shown] = await started(harness)
    expect(shown?.state).toBe('FAILED')
    expect(await harness.messages(shown?.id ?? '')).toEqual([expect.stringContaining('no such folder')])
  })

  it('do not look when their conditions do not hold', async () => {
    const { code, looks } = scripted()
    const harness = await (await open()).harness({ polling: [code] })
    await harness.save(flow(', when: "{{ flow.id == \'other\' }}"'))
    await harness.advance(30 * SECOND)
    expect(looks).toEqual([])
  })

  it('drop what a look found once the trigger was changed', async () => {
    const { code, looks, finds } = scripted()
    let finish: (found: ValueMap) => void = () => {}
    finds(() => new Promise((resolve) => (finish = resolve)))
    const harness = await (await open()).harness({ polling: [code] })
    const saved = harness.save(flow())
    await saved
    while (looks.length === 0) await new Promise((resolve) => setImmediate(resolve))
    finds(async () => null)
    await harness.save(flow(', description: changed'))
    finish({ file: 'old' })
    await harness.settle()
    expect(await started(harness)).toEqual([])
    expect(looks).toHaveLength(2)
  })
})

describe.each(SHARED_DATABASES)('polling triggers over the end of a process on %s', (kind) => {
  const open = useDatabase(kind)

  it('look again when the process died in the middle of a look', async () => {
    const { database, harness } = await open()
    const { code, looks, finds } = scripted()
    finds(() => new Promise(() => {}))
    const first = await harness({ polling: [code] })
    await first.save(flow())
    while (looks.length === 0) await new Promise((resolve) => setImmediate(resolve))
    await first.storage.close()
    const storage = await database.reopen?.()
    if (storage === undefined) throw new Error('This database cannot be opened twice')
    finds(async () => ({ file: 'found' }))
    const second = await harness({ storage, polling: [code], idPrefix: 'second' })
    await second.settle()
    expect((await started(second)).map(({ state }) => state)).toEqual(['SUCCESS'])
  })
})
