import type { ValueMap } from '@countersign/plugin-sdk'
import { bytesOf, createMemoryNamespaceFiles, runTask } from '@countersign/plugin-sdk/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { createStoredFiles } from '../../testing/stored-files.ts'
import { deleteFiles } from './delete-files/task.ts'
import { downloadFiles } from './download-files/task.ts'
import { uploadFiles } from './upload-files/task.ts'

const { storage, put, text } = createStoredFiles()
let namespaceFiles = createMemoryNamespaceFiles()
beforeEach(() => {
  namespaceFiles = createMemoryNamespaceFiles()
})
const run = (task: Parameters<typeof runTask>[0], properties: ValueMap) =>
  runTask(task, properties, { context: { storage, namespaceFiles } })
const paths = async (namespace: string) =>
  (await namespaceFiles.list(namespace)).map((file) => `${file.path} ${file.version}`)

describe('UploadFiles', () => {
  it('stores files by path, in the flow’s namespace unless another is named', async () => {
    const a = await put('a.txt', 'A')
    await run(uploadFiles, { filesMap: { 'x/a.txt': a } })
    await run(uploadFiles, { namespace: 'company.other', files: { 'b.txt': a }, destination: '/to' })
    await run(uploadFiles, { files: [a], destination: 'plain' })
    expect(await paths('company.team')).toEqual(['plain/a.txt 1', 'x/a.txt 1'])
    expect(await paths('company.other')).toEqual(['to/b.txt 1'])
    const stored = await bytesOf(await namespaceFiles.read('company.team', 'x/a.txt'))
    expect(new TextDecoder().decode(stored)).toBe('A')
  })

  it('makes a new version, fails or skips when a path is taken', async () => {
    const filesMap = { 'a.txt': await put('a.txt', 'A') }
    await run(uploadFiles, { filesMap })
    expect((await run(uploadFiles, { filesMap })).metrics).toMatchObject([{ name: 'uploaded', value: 1 }])
    expect((await run(uploadFiles, { filesMap, conflict: 'SKIP' })).metrics).toMatchObject([{ value: 0 }])
    expect((await run(uploadFiles, { filesMap, conflict: 'ERROR' })).failure?.message).toContain('`a.txt` already')
    expect(await paths('company.team')).toEqual(['a.txt 2'])
  })

  it('skips files that are not there, and fails when nothing was named', async () => {
    expect((await run(uploadFiles, { filesMap: { a: 'kestra:///test/nope' } })).state).toBe('SUCCESS')
    expect((await run(uploadFiles, {})).failure?.message).toContain('set `files` or `filesMap`')
    expect(await paths('company.team')).toEqual([])
  })
})

describe('DownloadFiles and DeleteFiles', () => {
  beforeEach(async () => {
    for (const path of ['a.txt', 'dir/a.txt', 'dir/b.csv']) await namespaceFiles.write('ns', path, path)
  })

  it('copy what globs name, keyed by path with a slash', async () => {
    const { outputs, metrics } = await run(downloadFiles, { namespace: 'ns', files: ['a.txt', '/nope'] })
    expect(Object.keys(outputs.files ?? {})).toEqual(['/a.txt', '/dir/a.txt'])
    expect(metrics).toMatchObject([{ name: 'downloaded', value: 2 }])
    const into = await run(downloadFiles, { namespace: 'ns', files: '**.csv', destination: '/to/' })
    const { files } = into.outputs
    expect(Object.keys(files ?? {})).toEqual(['/to/dir/b.csv'])
    expect(await text(Object.values(files ?? {})[0])).toBe('dir/b.csv')
  })

  it('delete what globs name, and nothing else', async () => {
    const { metrics } = await run(deleteFiles, { namespace: 'ns', files: 'dir/**' })
    expect(metrics).toMatchObject([{ name: 'deleted', value: 2 }])
    expect(await paths('ns')).toEqual(['a.txt 1'])
  })
})
