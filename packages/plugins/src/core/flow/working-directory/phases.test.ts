import { chmod, lstat, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ValueMap } from '@countersign/plugin-sdk'
import { createMemoryNamespaceFiles, createMemoryTaskCache, runTask } from '@countersign/plugin-sdk/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStoredFiles } from '../../../testing/stored-files.ts'
import { captureDirectory } from './capture.ts'
import { prepareDirectory } from './prepare.ts'

const { storage, put, text } = createStoredFiles()
const namespaceFiles = createMemoryNamespaceFiles()
let now = Date.UTC(2026, 0, 1)
let cache = createMemoryTaskCache(() => now)
let directory = ''

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'countersign-phases-'))
  cache = createMemoryTaskCache(() => now)
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const contextOf = () => ({ storage, namespaceFiles, cache, now: () => now, workingDirectory: directory })
const prepare = (properties: ValueMap) => runTask(prepareDirectory, properties, { context: contextOf() })
const capture = (properties: ValueMap) => runTask(captureDirectory, properties, { context: contextOf() })
const read = (name: string) => readFile(join(directory, name), 'utf8')

/** The directory of the next execution. */
async function empty(): Promise<void> {
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory)
}

describe('What a WorkingDirectory does before its tasks', () => {
  it('writes namespace files, then input files, texts and stored ones', async () => {
    await namespaceFiles.write('company.team', 'a.txt', 'of the namespace')
    await namespaceFiles.write('company.team', 'b.txt', 'of the namespace')
    const { state } = await prepare({
      namespaceFiles: { include: ['*.txt'] },
      inputFiles: { 'a.txt': 'written', 'in/c.txt': await put('c', 'stored') },
    })
    expect(state).toBe('SUCCESS')
    expect([await read('a.txt'), await read('b.txt'), await read('in/c.txt')]).toEqual([
      'written',
      'of the namespace',
      'stored',
    ])
  })

  it('writes no namespace files when that is switched off', async () => {
    await prepare({ namespaceFiles: { enabled: false } })
    await expect(read('b.txt')).rejects.toThrow('ENOENT')
  })

  it('fails for a file that is not there', async () => {
    const { failure } = await prepare({ inputFiles: { a: 'kestra:///test/nothing' } })
    expect(failure?.code).toBe('FILE_NOT_FOUND')
  })
})

describe('What a WorkingDirectory does after its tasks', () => {
  it('stores the files that a glob fits', async () => {
    await writeFile(join(directory, 'a.csv'), '1')
    await writeFile(join(directory, 'b.txt'), '2')
    const { outputs } = await capture({ outputFiles: ['*.csv'] })
    expect(Object.keys(outputs.outputFiles ?? {})).toEqual(['a.csv'])
    expect(await text(Object.values(outputs.outputFiles as Record<string, string>)[0])).toBe('1')
  })

  it('has no outputs when nothing fits, or nothing is wanted', async () => {
    expect((await capture({ outputFiles: ['*.csv'] })).outputs).toEqual({})
    expect((await capture({})).outputs).toEqual({})
  })
})

describe('The cache of a WorkingDirectory', () => {
  const wanted = { cache: { patterns: ['lib/**'], ttl: 'PT1H' } }

  async function fill(content: string | Buffer): Promise<void> {
    await mkdir(join(directory, 'lib/deep'), { recursive: true })
    await writeFile(join(directory, 'lib/deep/a.js'), content)
    await writeFile(join(directory, 'lib/run.sh'), '#!/bin/sh\n')
    await chmod(join(directory, 'lib/run.sh'), 0o755)
    await writeFile(join(directory, 'other.js'), 'not kept')
  }

  it('is there for the next execution, with what may be run', async () => {
    const large = Buffer.alloc(3_000_000, 'abcdefg')
    await prepare(wanted)
    await fill(large)
    await capture(wanted)
    await empty()
    const { logs } = await prepare(wanted)
    expect(logs).toEqual([{ level: 'DEBUG', message: 'Took 2 files out of the cache' }])
    expect(await readFile(join(directory, 'lib/deep/a.js'))).toEqual(large)
    expect((await lstat(join(directory, 'lib/run.sh'))).mode & 0o777).toBe(0o755)
    await expect(read('other.js')).rejects.toThrow('ENOENT')
  })

  it('is packed anew when files have changed, and left alone when they have not', async () => {
    await fill('one')
    await capture(wanted)
    await empty()
    await prepare(wanted)
    expect((await capture(wanted)).logs.at(-1)?.message).toBe('The cache is as it was')
    await writeFile(join(directory, 'lib/new.js'), 'two')
    expect((await capture(wanted)).logs.at(-1)?.message).toBe('Put 3 files into the cache')
  })

  it('is not used once it is older than it may be', async () => {
    await fill('one')
    await capture(wanted)
    await empty()
    now += 3_600_000
    expect((await prepare(wanted)).logs.at(-1)?.message).toBe('The cache has grown too old')
    await expect(read('lib/deep/a.js')).rejects.toThrow('ENOENT')
  })

  it.each([
    ['no archive at all', Buffer.from('nonsense')],
    ['a part of one', null],
  ])('is taken for none when it is %s', async (_, bytes) => {
    await fill('one'.repeat(50_000))
    await capture(wanted)
    if (bytes === null) {
      const kept = await cache.read()
      const pieces: Uint8Array[] = []
      for await (const piece of kept?.content ?? []) pieces.push(piece)
      await cache.write(Buffer.concat(pieces).subarray(0, 200))
    } else await cache.write(bytes)
    await empty()
    const { state, logs } = await prepare(wanted)
    expect(state).toBe('SUCCESS')
    expect(logs.at(-1)?.message).toContain('cannot be read')
    await fill('one')
    expect((await capture(wanted)).logs.at(-1)?.message).toBe('Put 2 files into the cache')
  })

  it('neither follows links nor lets them out of the directory', async () => {
    await fill('one')
    await symlink('/etc', join(directory, 'lib/etc'))
    await capture(wanted)
    await empty()
    expect((await prepare(wanted)).logs.at(-1)?.message).toBe('Took 2 files out of the cache')
  })

  it('keeps one of several that are written at the same time, whole', async () => {
    await fill('one')
    await utimes(join(directory, 'lib/run.sh'), 1, 1)
    await Promise.all([capture(wanted), capture(wanted), capture(wanted)])
    await empty()
    expect((await prepare(wanted)).logs.at(-1)?.message).toBe('Took 2 files out of the cache')
  })
})
