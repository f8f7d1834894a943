import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bytesOf, createMemoryFileStorage } from '@countersign/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAnswerRenderer, createMemoryNamespaceFiles } from '../testing/index.ts'
import { createTestContext, type TestContext } from '../testing/test-context.ts'
import { captureOutputFiles, putInputFiles, putNamespaceFiles } from './working-directory.ts'

const storage = createMemoryFileStorage()
const namespaceFiles = createMemoryNamespaceFiles()
let test: TestContext
let directory: string

beforeEach(async () => {
  test = createTestContext({ context: { storage, namespaceFiles } }, createAnswerRenderer({}))
  directory = await test.context.workingDir()
})
afterEach(() => test.close())

const text = (path: string) => readFile(join(directory, path), 'utf8')

describe('input files', () => {
  it('are written from texts and from stored files, with folders', async () => {
    const uri = await test.context.files.write('stored.txt', 'from the storage')
    await putInputFiles(test.context, { 'main.py': 'print(1)', 'data/in/a.txt': uri })
    expect(await text('main.py')).toBe('print(1)')
    expect(await text('data/in/a.txt')).toBe('from the storage')
  })

  it.each(['../out.txt', 'a/../../out.txt', 'a\\b', ''])('are refused outside of the directory: %s', async (name) => {
    await expect(putInputFiles(test.context, { [name]: 'x' })).rejects.toMatchObject({ code: 'FILE_URI_INVALID' })
  })

  it('are not written through a symbolic link, neither of a folder nor of the file', async () => {
    const outside = join(directory, 'outside')
    await mkdir(outside)
    await writeFile(join(outside, 'kept.txt'), 'kept')
    await symlink(outside, join(directory, 'folder'))
    await symlink(join(outside, 'kept.txt'), join(directory, 'file.txt'))
    await expect(putInputFiles(test.context, { 'folder/new.txt': 'x' })).rejects.toThrow('symbolic link')
    await expect(putInputFiles(test.context, { 'file.txt': 'x' })).rejects.toThrow('symbolic link')
    expect(await text('outside/kept.txt')).toBe('kept')
  })
})

describe('output files', () => {
  it('are those that a glob fits, by their relative paths', async () => {
    await putInputFiles(test.context, { 'a.csv': '1', 'deep/b.csv': '2', 'c.txt': '3' })
    const captured = await captureOutputFiles(test.context, ['**.csv'])
    expect(Object.keys(captured)).toEqual(['a.csv', 'deep/b.csv'])
    const bytes = await bytesOf(await storage.open('main', captured['deep/b.csv'] ?? ''))
    expect(new TextDecoder().decode(bytes)).toBe('2')
  })

  it('are never read through a symbolic link', async () => {
    await putInputFiles(test.context, { 'real.csv': '1' })
    await symlink(join(directory, 'real.csv'), join(directory, 'link.csv'))
    await symlink('/etc', join(directory, 'etc'))
    expect(Object.keys(await captureOutputFiles(test.context, ['**']))).toEqual(['real.csv'])
  })
})

describe('namespace files', () => {
  it('are put under their paths; patterns count at any depth', async () => {
    await namespaceFiles.write('company.team', 'scripts/main.py', 'x')
    await namespaceFiles.write('company.team', 'scripts/test.py', 'x')
    await namespaceFiles.write('company.team', 'notes.md', 'x')
    expect(await putNamespaceFiles(test.context)).toEqual(['notes.md', 'scripts/main.py', 'scripts/test.py'])
    const some = await putNamespaceFiles(test.context, { include: ['*.py'], exclude: ['test.py'] })
    expect(some).toEqual(['scripts/main.py'])
    expect(await text('scripts/main.py')).toBe('x')
  })
})
