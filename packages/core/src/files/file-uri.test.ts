import { describe, expect, it } from 'vitest'
import {
  executionFilesPrefix,
  fileBelow,
  filePath,
  fileUri,
  inputFilesPrefix,
  relativeSegments,
  taskFilesPrefix,
} from './file-uri.ts'
import { slug } from './slug.ts'

describe('slugs', () => {
  it.each([
    ['My_Flow', 'my-flow'],
    ['Ürlaubs Antrag', 'urlaubs-antrag'],
    ['a.b-c', 'ab-c'],
    ['_a__b_', 'a-b'],
    ['été 2', 'ete-2'],
    ['日本', ''],
  ])('%s becomes %s', (text, expected) => expect(slug(text)).toBe(expected))
})

describe('URIs of files', () => {
  const execution = { namespace: 'company.team', flowId: 'My_Flow', id: 'Ex1' }

  it('follow namespace, flow, execution, task and task run', () => {
    expect(executionFilesPrefix(execution)).toBe('kestra:///company/team/my-flow/executions/Ex1/')
    expect(taskFilesPrefix(execution, 'Do_it', 'Run1')).toBe(
      'kestra:///company/team/my-flow/executions/Ex1/tasks/do-it/Run1/',
    )
    expect(inputFilesPrefix(execution, 'a.b')).toBe('kestra:///company/team/my-flow/executions/Ex1/inputs/a.b/')
  })

  it('escape what a URI cannot hold, and are read back', () => {
    const uri = fileBelow('kestra:///a/', '/reports/100% für #1?.csv')
    expect(uri).toBe('kestra:///a/reports/100%25%20f%C3%BCr%20%231%3F.csv')
    expect(filePath(uri)).toEqual(['a', 'reports', '100% für #1?.csv'])
    expect(fileUri(filePath(uri))).toBe(uri)
  })

  it('have no query and no fragment in their path', () => {
    expect(filePath('kestra:///a/b.txt?version=2#x')).toEqual(['a', 'b.txt'])
  })

  it.each(['', '..', 'a/../b', 'a//b', 'a\\b', 'a\u0000', `${'x'.repeat(256)}`, `${'y/'.repeat(600)}z`])(
    'cannot end in the name %j',
    (name) => expect(() => relativeSegments(name)).toThrow('cannot be the name of a file'),
  )
})
