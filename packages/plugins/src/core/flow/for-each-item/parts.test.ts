import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { createStoredFiles } from '../../../testing/stored-files.ts'
import { mergeOutputs } from './merge-outputs.ts'
import { splitItems } from './split-items.ts'

const { storage, put, text } = createStoredFiles()

describe('The part of a ForEachItem that splits', () => {
  async function batches(content: string, batch = {}): Promise<readonly string[]> {
    const items = await put('items.txt', content)
    const { outputs } = await runTask(splitItems, { items, batch }, { context: { storage } })
    const uris = (await text(outputs.splits)).split('\n').filter((line) => line !== '')
    return Promise.all(uris.map(text))
  }

  it('stores a file with one address a line; each line is a batch unless told otherwise', async () => {
    expect(await batches('a\nb\nc\n')).toEqual(['a\n', 'b\n', 'c\n'])
    expect(await batches('a\nb\nc\n', { rows: 2 })).toEqual(['a\nb\n', 'c\n'])
    expect(await batches('a\nb\nc\n', { partitions: 2 })).toEqual(['a\nc\n', 'b\n'])
    expect(await batches('a\nb\nc\n', { bytes: '3B' })).toEqual(['a\nb\n', 'c\n'])
    expect(await batches('')).toEqual([])
  })

  it.each([
    ['items that are no address', '[1,2]', {}, 'no address of a stored file'],
    ['a size that is none', 'kestra:///test/items.txt', { bytes: 'big' }, '`batch.bytes` is no size'],
  ])('refuses %s', async (_, items, batch, message) => {
    const { failure } = await runTask(splitItems, { items, batch }, { context: { storage } })
    expect(failure).toMatchObject({ retryable: false })
    expect(failure?.message).toContain(message)
  })
})

describe('The part of a ForEachItem that gathers', () => {
  it('writes an ION value a line, in the order of the batches', async () => {
    const batchOutputs = [{ o: 'x' }, { n: 2 }]
    const { outputs } = await runTask(mergeOutputs, {}, { context: { storage, batchOutputs } })
    expect(await text(outputs.subflowOutputs)).toBe('{o:"x"}\n{n:2}\n')
  })

  it('gives nothing when there is nothing (fei-empty)', async () => {
    expect((await runTask(mergeOutputs, {}, { context: { storage } })).outputs).toEqual({})
  })
})
