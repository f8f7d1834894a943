import { describe, expect, it } from 'vitest'
import { splitDocuments } from './split-documents.ts'

describe('documents of a text', () => {
  it('keep their lines where they were', () => {
    expect(splitDocuments('a: 1\n--- # next\nb: 2\nc: 3\n---\n')).toEqual(['a: 1', '\n\nb: 2\nc: 3'])
    expect(splitDocuments('---\na: 1')).toEqual(['\na: 1'])
  })

  it('are not divided by dashes inside of a line or a text', () => {
    expect(splitDocuments('a: ---\n ---\n----\n')).toHaveLength(1)
  })

  it('are one when there is nothing', () => {
    expect(splitDocuments('')).toEqual([''])
    expect(splitDocuments('---\n---\n')).toEqual(['---\n---\n'])
  })
})
