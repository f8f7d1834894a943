import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isList, type ValueMap } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { createStoredFiles } from '../../testing/stored-files.ts'
import { concat } from './concat/task.ts'
import { deleteFile } from './delete/task.ts'
import { localFiles } from './local-files/task.ts'
import { purgeCurrentExecutionFiles } from './purge-current-execution-files/task.ts'
import { reverse } from './reverse/task.ts'
import { size } from './size/task.ts'
import { split } from './split/task.ts'
import { write } from './write/task.ts'

const { storage, put, text } = createStoredFiles()
const run = (task: Parameters<typeof runTask>[0], properties: ValueMap) =>
  runTask(task, properties, { context: { storage } })

describe('Write', () => {
  it('stores the text under a name with the extension, with or without its dot', async () => {
    const outcome = await run(write, { content: 'grüße', extension: '.txt' })
    expect(outcome.outputs.uri).toMatch(/\/tasks\/task\/taskRun\/content\.txt$/)
    expect(await text(outcome.outputs.uri)).toBe('grüße')
    expect((await run(write, { content: '', extension: 'csv' })).outputs.uri).toMatch(/content\.csv$/)
    expect((await run(write, { content: 'x' })).outputs.uri).toMatch(/\/content$/)
  })
})

describe('Concat', () => {
  it('puts files one after another, with the separator after each', async () => {
    const files = [await put('1', 'a\n'), await put('2', 'b\n')]
    const { outputs } = await run(concat, { files, separator: '--\n' })
    expect(outputs.uri).toMatch(/\.tmp$/)
    expect(await text(outputs.uri)).toBe('a\n--\nb\n--\n')
    const fromText = await run(concat, { files: JSON.stringify(files), extension: '.txt' })
    expect(fromText.outputs.uri).toMatch(/\.txt$/)
    expect(await text(fromText.outputs.uri)).toBe('a\nb\n')
  })

  it('fails when one is not there, and stores nothing', async () => {
    const before = await storage.list('main', 'kestra:///company/')
    const outcome = await run(concat, { files: [await put('1', 'a'), 'kestra:///test/nope'], extension: '.none' })
    expect(outcome.failure).toMatchObject({ code: 'FILE_NOT_FOUND', retryable: false })
    expect(await storage.list('main', 'kestra:///company/')).toEqual(before)
  })
})

describe('Split', () => {
  it('gives the addresses of the chunks', async () => {
    const { outputs } = await run(split, { from: await put('s.txt', 'b\na\nc\n'), rows: 2 })
    const uris = isList(outputs.uris ?? null) ? [outputs.uris].flat() : []
    expect(await Promise.all(uris.map((uri) => text(String(uri))))).toEqual(['b\na\n', 'c\n'])
  })

  it.each([
    [{ bytes: '1 KB' }, 1],
    [{ bytes: '2' }, 3],
    [{ partitions: 2 }, 2],
  ])('%o makes %i files', async (rule, count) => {
    const { outputs } = await run(split, { from: await put('s.txt', 'b\na\nc\n'), ...rule })
    expect(outputs.uris).toHaveLength(count)
  })

  it('says what is wrong with a size', async () => {
    const outcome = await run(split, { from: await put('s.txt', 'x'), bytes: 'many' })
    expect(outcome.failure?.message).toContain('Write a number of bytes')
    expect((await run(split, { from: await put('s.txt', 'x') })).failure?.message).toContain('set `rows`')
  })
})

describe('Size and Delete', () => {
  it('say how large a file is, and whether it was there', async () => {
    const uri = await put('d', '123456')
    expect((await run(size, { uri })).outputs).toEqual({ size: 6 })
    expect((await run(deleteFile, { uri })).outputs).toEqual({ uri, deleted: true })
    expect((await run(deleteFile, { uri })).outputs).toEqual({ uri, deleted: false })
    expect((await run(deleteFile, { uri, errorOnMissing: true })).failure).toMatchObject({ code: 'FILE_NOT_FOUND' })
    expect((await run(size, { uri })).failure).toMatchObject({ code: 'FILE_NOT_FOUND' })
  })
})

describe('Reverse', () => {
  it.each([
    ['b\na\nc\n', 'c\na\nb\n'],
    ['b\na\nc', 'c\na\nb\n'],
    ['one', 'one\n'],
    ['\n', '\n'],
    ['a\n\nb\n', 'b\n\na\n'],
    ['\na\n', 'a\n\n'],
    ['', ''],
  ])('turns %j into %j', async (given, expected) => {
    expect(await text((await run(reverse, { from: await put('r', given) })).outputs.uri)).toBe(expected)
  })

  it('turns files larger than a block around, whatever the separator', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index} ü`)
    const { outputs } = await run(reverse, { from: await put('r', lines.join('||')), separator: '||' })
    expect((await text(outputs.uri)).split('||')).toEqual([...lines.toReversed(), ''])
  })

  it('touches nothing in a directory that it shares, and leaves nothing there', async () => {
    const workingDirectory = await mkdtemp(join(tmpdir(), 'countersign-shared-'))
    try {
      await writeFile(join(workingDirectory, 'mine'), 'mine')
      for (const name of ['forwards', 'chunk-0']) await symlink('mine', join(workingDirectory, name))
      const before = await readdir(workingDirectory)
      const context = { storage, workingDirectory }
      const from = await put('r', 'a\nb\n')
      expect(await text((await runTask(reverse, { from }, { context })).outputs.uri)).toBe('b\na\n')
      expect((await runTask(split, { from, rows: 1 }, { context })).failure).toBeNull()
      expect(await readdir(workingDirectory)).toEqual(before)
      expect(await readFile(join(workingDirectory, 'mine'), 'utf8')).toBe('mine')
    } finally {
      await rm(workingDirectory, { recursive: true })
    }
  })

  it('refuses charsets that it does not know', async () => {
    const from = await put('r', 'x')
    expect((await run(reverse, { from, charset: 'EBCDIC' })).failure?.message).toContain('not known')
    expect((await run(reverse, { from, separator: '' })).failure?.message).toContain('must not be empty')
  })
})

describe('LocalFiles', () => {
  it('writes into the working directory and stores what globs name', async () => {
    const inputs = { 'a.txt': 'text', 'sub/b.txt': await put('b', 'stored'), 'c.csv': 'x' }
    const { outputs } = await run(localFiles, { inputs, outputs: ['**.txt'] })
    expect(Object.keys(outputs.uris ?? {})).toEqual(['a.txt', 'sub/b.txt'])
  })
})

describe('PurgeCurrentExecutionFiles', () => {
  it('deletes what the execution stored and nothing else', async () => {
    const other = await put('kept', 'x')
    await run(write, { content: 'x', extension: '.gone' })
    const { outputs } = await run(purgeCurrentExecutionFiles, {})
    expect(outputs.uris).toContainEqual(expect.stringMatching(/content\.gone$/))
    expect(await text(other)).toBe('x')
  })
})
