import { describe, expect, it } from 'vitest'
import { breakLine, type EditedText, indent, outdent } from './indent.ts'

/** Reads a text in which `|` marks the selection (one for a cursor, two for a range), and writes it back. */
function edit(marked: string, change: (edited: EditedText) => EditedText): string {
  const start = marked.indexOf('|')
  const end = Math.max(start, marked.lastIndexOf('|') - 1)
  const { text, start: from, end: to } = change({ text: marked.replaceAll('|', ''), start, end })
  return from === to
    ? `${text.slice(0, from)}|${text.slice(from)}`
    : `${text.slice(0, from)}|${text.slice(from, to)}|${text.slice(to)}`
}

describe('indenting', () => {
  it('puts two blanks at the cursor', () => {
    expect(edit('a|b', indent)).toBe('a  |b')
  })

  it('moves every selected line, but no empty one', () => {
    expect(edit('|a\n\nb|\nc', indent)).toBe('  |a\n\n  b|\nc')
    expect(edit('a\n|b\n|c', indent)).toBe('a\n  |b\n|c')
  })

  it('moves lines back, as far as they go', () => {
    expect(edit('  a|', outdent)).toBe('a|')
    expect(edit('|    a\n b|', outdent)).toBe('|  a\nb|')
    expect(edit('a|', outdent)).toBe('a|')
  })
})

describe('a new line', () => {
  it('is as deep as the one before', () => {
    expect(edit('  id: a|', breakLine)).toBe('  id: a\n  |')
  })

  it('is deeper after a colon and inside a list item', () => {
    expect(edit('tasks:|', breakLine)).toBe('tasks:\n  |')
    expect(edit('  - id: a|', breakLine)).toBe('  - id: a\n    |')
  })
})
