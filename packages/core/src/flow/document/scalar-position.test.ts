import { describe, expect, it } from 'vitest'
import { createFindings } from '../findings.ts'
import type { ScalarNode } from './node.ts'
import { rangeInScalar } from './scalar-position.ts'
import { readYaml } from './yaml-document.ts'

/** Finds `part` in the text of the scalar under `a`, and gives where it stands in the source. */
function locate(source: string, part: string) {
  const root = readYaml(source, createFindings())
  const node = root?.kind === 'map' ? root.entries[0]?.value : undefined
  expect(node?.kind).toBe('scalar')
  const scalar = node as ScalarNode
  const start = scalar.text.indexOf(part)
  expect(start).toBeGreaterThanOrEqual(0)
  const { line, column, endLine, endColumn } = rangeInScalar(source, scalar, start, start + part.length)
  return `${line}:${column}-${endLine}:${endColumn}`
}

describe('rangeInScalar', () => {
  it('finds a part of a plain scalar', () => {
    expect(locate('a: one {{ two }}\n', 'two')).toBe('1:11-1:14')
  })

  it('looks through quotes and their escapes', () => {
    expect(locate('a: "x\\n\\"y\\" {{ two }}"\n', 'two')).toBe('1:17-1:20')
    expect(locate('a: "\\u0041\\x42 two"\n', 'two')).toBe('1:16-1:19')
    expect(locate("a: 'it''s {{ two }}'\n", 'two')).toBe('1:14-1:17')
  })

  it('looks through folded lines of plain and quoted scalars', () => {
    expect(locate('a: one\n  two\n\n  three\n', 'three')).toBe('4:3-4:8')
    expect(locate('a: "one\n\n  two"\n', 'two')).toBe('3:3-3:6')
  })

  it('looks through the indentation of literal blocks', () => {
    expect(locate('a: |\n    first\n      {{ two }}\n\n    last two\n', 'last')).toBe('5:5-5:9')
    expect(locate('a: |-\n  {\n    "x": "{{ two }}"\n  }\n', 'two')).toBe('3:14-3:17')
  })

  it('looks through folded blocks', () => {
    expect(locate('a: >\n  one\n  two\n\n  three\n', 'three')).toBe('5:3-5:8')
  })
})
