import type { ValueMap } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { createStoredFiles } from '../../testing/stored-files.ts'
import { deduplicateItems } from './deduplicate-items/task.ts'
import { filterItems } from './filter-items/task.ts'

const { storage, put, text } = createStoredFiles()
const run = (task: Parameters<typeof runTask>[0], properties: ValueMap) =>
  runTask(task, properties, { context: { storage } })

const LINES = '{id:1,ok:true}\n{"id":2,"ok":false}\n\n{id:3}\n{\n  id: 4,\n  ok: true\n}\n'

describe('FilterItems', () => {
  const filter = async (properties: ValueMap, lines = LINES) =>
    run(filterItems, { from: await put('items', lines), filterCondition: '{{ ok }}', ...properties })

  it('keeps records that fit as they were written, over several lines too', async () => {
    const outcome = await filter({ errorOrNullBehavior: 'EXCLUDE' })
    expect(outcome.outputs).toMatchObject({ processedItemsTotal: 4, droppedItemsTotal: 2 })
    expect(await text(outcome.outputs.uri)).toBe('{id:1,ok:true}\n{\n  id: 4,\n  ok: true\n}\n')
    expect(outcome.metrics.map(({ name, value }) => `${name} ${value}`)).toEqual(['processed 4', 'dropped 2'])
  })

  it('drops them instead when told so, and keeps what fails when told so', async () => {
    const outcome = await filter({ filterType: 'EXCLUDE', errorOrNullBehavior: 'INCLUDE' })
    expect(await text(outcome.outputs.uri)).toBe('{"id":2,"ok":false}\n{id:3}\n')
  })

  it('fails by a record for which the condition fails, naming it', async () => {
    expect((await filter({})).failure?.message).toMatch(/`filterCondition` fails \(.*\) for the record \{id:3\}/)
    expect((await filter({ filterCondition: '{{ id }}' })).failure?.message).toContain('gives `1`, which is neither')
  })

  it('takes the texts true and false for what they say', async () => {
    const outcome = await filter({ filterCondition: 'is {{ ok }}' }, '{ok:true}\n')
    expect(outcome.failure?.message).toContain('gives `is true`')
    expect((await filter({ filterCondition: ' {{ ok }}' }, '{ok:true}\n')).outputs.droppedItemsTotal).toBe(0)
  })

  it.each(['{id:1', '{id:1} {id:2}\n', ')(\n'])('refuses what is no file of records: %j', async (lines) => {
    expect((await filter({ errorOrNullBehavior: 'INCLUDE' }, lines)).state).toBe('FAILED')
  })
})

describe('DeduplicateItems', () => {
  it('keeps the last record of each key in its place', async () => {
    const from = await put('items', '{k:a,n:1}\n{k:b,n:2}\n{k:a,n:3}\n{k:c,n:4}\n{k:b,n:5}\n')
    const outcome = await run(deduplicateItems, { from, expr: '{{ k }}' })
    expect(await text(outcome.outputs.uri)).toBe('{k:a,n:3}\n{k:c,n:4}\n{k:b,n:5}\n')
    expect(outcome.outputs).toMatchObject({ numKeys: 3, processedItemsTotal: 5, droppedItemsTotal: 2 })
  })

  it('fails when a key cannot be rendered', async () => {
    const outcome = await run(deduplicateItems, { from: await put('items', '{n:1}\n'), expr: '{{ k }}' })
    expect(outcome.state).toBe('FAILED')
  })
})
