import type { ValueMap } from '@countersign/plugin-sdk'
import { createMemoryTaskKv, runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { kvDelete } from './delete/task.ts'
import { kvGet } from './get/task.ts'
import { kvGetKeys } from './get-keys/task.ts'
import { purgeKv } from './purge-kv/task.ts'
import { kvSet } from './set/task.ts'

/** What is stored by a Set with these properties. */
async function stored(properties: ValueMap, answers: Readonly<Record<string, ValueMap[string]>> = {}) {
  const kv = createMemoryTaskKv()
  const outcome = await runTask(kvSet, { key: 'k', ...properties }, { answers, context: { kv } })
  return { outcome, entry: kv.entries[0] }
}

describe('kv.Set', () => {
  it('keeps the type of a single expression, and of what is written', async () => {
    const answers = { 'outputs.n': 5, 'outputs.m': { a: [1] } }
    expect((await stored({ value: '{{ outputs.n }}' }, answers)).entry).toMatchObject({ type: 'NUMBER', value: 5 })
    expect((await stored({ value: '{{ outputs.m }}' }, answers)).entry).toMatchObject({
      type: 'JSON',
      value: { a: [1] },
    })
    expect((await stored({ value: { a: '{{ outputs.n }}' } }, answers)).entry).toMatchObject({ value: { a: '5' } })
    expect((await stored({ value: true })).entry).toMatchObject({ type: 'BOOLEAN', value: true })
    expect((await stored({ value: '5' })).entry).toMatchObject({ type: 'STRING', value: '5' })
    expect((await stored({ value: 'PT5M' })).entry).toMatchObject({ type: 'DURATION', value: 'PT5M' })
  })

  it.each([
    ['NUMBER', '1.50', '1.5'],
    ['NUMBER', '12345678901234567890', '12345678901234567890'],
    ['BOOLEAN', ' True ', 'true'],
    ['BOOLEAN', 'yes', 'false'],
    ['STRING', 'PT5M', 'PT5M'],
    ['DATETIME', '2024-01-02T03:04:05+02:00', '2024-01-02T01:04:05Z'],
    ['DATE', '2024-01-02T03:04:05Z', '2024-01-02'],
    ['DURATION', 'P1D', 'P1D'],
    ['JSON', '{"a": [1, 2]}', '[object Object]'],
  ])('reads a text as %s: %s', async (kvType, value, shown) => {
    const { entry } = await stored({ value, kvType })
    expect(entry?.type).toBe(kvType)
    expect(String(entry?.value)).toBe(shown)
  })

  it.each([
    ['NUMBER', 'hunter2'],
    ['DATE', '2024-01-02'],
    ['DATETIME', 'hunter2'],
    ['DURATION', 'hunter2'],
    ['JSON', '{"hunter2": '],
  ])('says what %s wants, and never quotes the value', async (kvType, value) => {
    const { outcome, entry } = await stored({ value, kvType })
    expect(outcome).toMatchObject({ state: 'FAILED', failure: { code: 'KV_VALUE', retryable: false } })
    expect(outcome.failure?.message).not.toContain('hunter2')
    expect(entry).toBeUndefined()
  })

  it('passes on where, for how long, and whether it may replace', async () => {
    const given = { value: 'x', namespace: 'other', ttl: 'PT1M', kvDescription: 'd' }
    expect((await stored(given)).entry).toMatchObject({ namespace: 'other', ttlMs: 60_000 })
    const kv = createMemoryTaskKv([{ key: 'k', type: 'STRING', value: 'old' }])
    const outcome = await runTask(kvSet, { key: 'k', value: 'new', overwrite: false }, { context: { kv } })
    expect(outcome.state).toBe('FAILED')
    expect(kv.entries[0]?.value).toBe('old')
  })
})

describe('the other tasks of keys', () => {
  const filled = () =>
    createMemoryTaskKv([
      { key: 'b', type: 'JSON', value: { a: 1 } },
      { key: 'ab', type: 'STRING', value: 'x' },
      { key: 'none', type: 'STRING', value: null },
    ])
  const run = (task: Parameters<typeof runTask>[0], properties: ValueMap, kv = filled()) =>
    runTask(task, properties, { context: { kv } })

  it('Get gives the value, nothing, or a failure', async () => {
    expect((await run(kvGet, { key: 'b' })).outputs).toEqual({ value: { a: 1 } })
    expect(await run(kvGet, { key: 'gone' })).toMatchObject({ state: 'SUCCESS', outputs: {} })
    expect((await run(kvGet, { key: 'none' })).outputs).toEqual({})
    const missing = await run(kvGet, { key: 'gone', errorOnMissing: true })
    expect(missing.failure).toMatchObject({ code: 'KV_NOT_FOUND', message: expect.stringContaining('`company.team`') })
  })

  it('GetKeys lists in order', async () => {
    expect((await run(kvGetKeys, {})).outputs).toEqual({ keys: ['ab', 'b', 'none'] })
    expect((await run(kvGetKeys, { prefix: 'a' })).outputs).toEqual({ keys: ['ab'] })
    expect((await run(kvGetKeys, { namespace: 'other' })).outputs).toEqual({ keys: [] })
  })

  it('Delete says whether the key was there', async () => {
    const kv = filled()
    expect((await run(kvDelete, { key: 'b' }, kv)).outputs).toEqual({ deleted: true })
    expect((await run(kvDelete, { key: 'b' }, kv)).outputs).toEqual({ deleted: false })
    expect((await run(kvDelete, { key: 'b', errorOnMissing: true }, kv)).failure?.code).toBe('KV_NOT_FOUND')
  })

  it('PurgeKV asks for what is meant', async () => {
    const purged = async (properties: ValueMap) => {
      const kv = filled()
      const outcome = await run(purgeKv, properties, kv)
      return { ...outcome, left: kv.entries.map(({ key }) => key) }
    }
    expect((await purged({})).outputs).toEqual({ size: 0 })
    expect((await purged({ expiredOnly: false })).left).toEqual([])
    expect((await purged({ expiredOnly: false, keyPattern: 'a*' })).left).toEqual(['b', 'none'])
    expect((await purged({ behavior: { expiredOnly: false }, namespaces: ['company'] })).left).toEqual([])
    const own = { behavior: { expiredOnly: false }, namespaces: ['company'], includeChildNamespaces: false }
    expect((await purged(own)).left).toHaveLength(3)
    expect((await purged({ expiredOnly: false, namespacePattern: '*.team' })).left).toEqual([])
    expect((await purged({ behavior: { type: 'version' } })).outputs).toEqual({ size: 0 })
    expect((await purged({ namespaces: ['a'], namespacePattern: 'a' })).state).toBe('FAILED')
  })
})
