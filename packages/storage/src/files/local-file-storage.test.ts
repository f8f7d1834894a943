import { readdirSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileStorage } from '@countersign/core'
import { createMemoryFileStorage } from '@countersign/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeFileStorage } from '../testing/file-storage.testsuite.ts'
import { openLocalFileStorage } from './local-file-storage.ts'

let root: string
let storage: FileStorage

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'countersign-files-'))
  storage = await openLocalFileStorage(root)
})
afterAll(() => rm(root, { recursive: true }))

describe('Files in a local directory', () => {
  describeFileStorage(() => storage)

  it('leave nothing unfinished behind, and no empty folders', async () => {
    await storage.put('main', 'kestra:///ns/flow/executions/1/f', new Uint8Array(3))
    await storage.delete('main', 'kestra:///ns/flow/executions/1/f')
    const unfinished = readdirSync(join(root, '.unfinished'), { recursive: true, withFileTypes: true })
    expect(unfinished.filter((entry) => entry.isFile())).toEqual([])
    expect(await readdir(root)).not.toContain('main')
  })

  it('may be read by their owner alone', async () => {
    await storage.put('private', 'kestra:///f', new Uint8Array(3))
    expect((await stat(join(root, 'private', 'f'))).mode & 0o077).toBe(0)
  })

  it('are cleared of what other processes left unfinished, and of nothing else', async () => {
    const crashed = await mkdtemp(join(tmpdir(), 'countersign-crashed-'))
    const before = await openLocalFileStorage(crashed)
    await before.put('main', 'kestra:///whole', new Uint8Array(3))
    const [left] = await readdir(join(crashed, '.unfinished'))
    await writeFile(join(crashed, '.unfinished', left ?? '', 'half'), 'half')
    const after = await openLocalFileStorage(crashed)
    expect(await readdir(join(crashed, '.unfinished'))).toContain(left)
    await after.clearLeftovers()
    expect(await readdir(join(crashed, '.unfinished'))).toHaveLength(1)
    await after.put('main', 'kestra:///new', new Uint8Array(3))
    expect((await after.list('main', 'kestra:///')).map((file) => file.uri)).toEqual([
      'kestra:///new',
      'kestra:///whole',
    ])
    await rm(crashed, { recursive: true })
  })

  it('say so when a folder has the name of a file', async () => {
    await storage.put('taken', 'kestra:///a/b', new Uint8Array(1))
    const refusal = { code: 'FILE_URI_INVALID', message: expect.stringContaining('Choose another name') }
    await expect(storage.put('taken', 'kestra:///a', new Uint8Array(1))).rejects.toMatchObject(refusal)
    await expect(storage.put('taken', 'kestra:///a/b/c', new Uint8Array(1))).rejects.toMatchObject(refusal)
  })

  it('are kept for tenants only whose name is one', async () => {
    for (const tenant of ['..', 'a/b', '.unfinished', '']) {
      await expect(storage.put(tenant, 'kestra:///f', new Uint8Array(1))).rejects.toMatchObject({
        code: 'FILE_URI_INVALID',
      })
    }
  })
})

describe('Files in memory, as tests use them', () => {
  const memory = createMemoryFileStorage()
  describeFileStorage(() => memory)
})
