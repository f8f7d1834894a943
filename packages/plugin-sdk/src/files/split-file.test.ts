import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bytesOf, createMemoryFileStorage } from '@countersign/core/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { createAnswerRenderer } from '../testing/index.ts'
import { createTestContext, type TestContext } from '../testing/test-context.ts'
import { type SplitRule, splitFile } from './split-file.ts'

describe('splitting a file', () => {
  const opened: TestContext[] = []
  afterEach(async () => {
    for (const test of opened.splice(0)) await test.close()
  })

  async function split(text: string, rule: SplitRule, name = 'in.csv') {
    const storage = createMemoryFileStorage()
    const test = createTestContext({ context: { storage } }, createAnswerRenderer({}))
    opened.push(test)
    const uris = await splitFile(test.context, await test.context.files.write(name, text), rule)
    const texts = uris.map(async (uri) => new TextDecoder().decode(await bytesOf(await storage.open('main', uri))))
    return { uris, texts: await Promise.all(texts) }
  }

  it('makes chunks of so many rows, the last one shorter', async () => {
    const { uris, texts } = await split('1\n2\n3\n4\n5', { rows: 2 })
    expect(texts).toEqual(['1\n2\n', '3\n4\n', '5\n'])
    expect(uris.map((uri) => uri.split('/').at(-1))).toEqual(['bucket-0.csv', 'bucket-1.csv', 'bucket-2.csv'])
  })

  it('begins a new chunk once the current one has reached the size', async () => {
    expect((await split('aaaa\nbb\ncc\ndddddddd\ne\n', { bytes: 6 })).texts).toEqual([
      'aaaa\nbb\n',
      'cc\ndddddddd\n',
      'e\n',
    ])
  })

  it('deals lines out to partitions and leaves empty ones out', async () => {
    expect((await split('1\n2\n3\n', { partitions: 2 })).texts).toEqual(['1\n3\n', '2\n'])
    expect((await split('1\n2\n', { partitions: 5 })).texts).toEqual(['1\n', '2\n'])
  })

  it('takes bytes before partitions, and those before rows', async () => {
    expect((await split('1\n2\n3\n', { bytes: 100, partitions: 2, rows: 1 })).texts).toEqual(['1\n2\n3\n'])
    expect((await split('1\n2\n3\n', { partitions: 3, rows: 3 })).texts).toHaveLength(3)
  })

  it('splits at another separator, which stays with its line', async () => {
    expect((await split('a;b;c', { rows: 2, separator: ';' })).texts).toEqual(['a;b;', 'c;'])
  })

  it('leaves the working directory as it was, also when it fails', async () => {
    const test = createTestContext({}, createAnswerRenderer({}))
    opened.push(test)
    const directory = await test.context.workingDir()
    await writeFile(join(directory, 'chunk-0'), 'of another task')
    const uri = await test.context.files.write('in.csv', '1\n2\n')
    await splitFile(test.context, uri, { rows: 1 })
    await expect(splitFile(test.context, 'kestra:///nowhere.csv', { rows: 1 })).rejects.toThrow()
    expect(await readdir(directory)).toEqual(['chunk-0'])
    expect(await readFile(join(directory, 'chunk-0'), 'utf8')).toBe('of another task')
  })

  it('has no chunks for an empty file', async () => {
    expect((await split('', { rows: 1 })).uris).toEqual([])
  })

  it('keeps characters whole, and files larger than one piece', async () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `zeile ${index} – ü`).join('\n')
    const { texts } = await split(text, { rows: 7_000 })
    expect(texts.join('')).toBe(`${text}\n`)
    expect(texts).toHaveLength(3)
  })

  it.each([
    [{}, 'set `rows`, `bytes` or `partitions`'],
    [{ rows: 0 }, '`rows` must be at least 1; it is 0.'],
    [{ partitions: 1_001 }, '1000 at most'],
  ])('refuses %o', async (rule, message) => {
    await expect(split('1\n', rule)).rejects.toThrow(message)
  })
})
