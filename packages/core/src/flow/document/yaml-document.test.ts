import { describe, expect, it } from 'vitest'
import { createFindings } from '../findings.ts'
import { nodeValue } from './node.ts'
import { MAX_YAML_LENGTH, readYaml } from './yaml-document.ts'

function read(source: string) {
  const findings = createFindings()
  const node = readYaml(source, findings)
  const problems = findings
    .list()
    .map(({ code, path, range }) => ({ code, path, line: range?.line, column: range?.column }))
  return { node, value: node === null ? null : nodeValue(node), problems }
}

describe('readYaml', () => {
  it('reads maps, lists and scalars with their places', () => {
    const { node, value } = read('a: 1\nlist:\n  - x\n  - "y"\n')
    expect(value).toEqual({ a: 1, list: ['x', 'y'] })
    expect(node).toMatchObject({
      kind: 'map',
      entries: [
        { key: 'a', keyRange: { line: 1, column: 1, endLine: 1, endColumn: 2 } },
        {
          key: 'list',
          value: { items: [{ range: { line: 3, column: 5, endColumn: 6 } }, { range: { line: 4, column: 5 } }] },
        },
      ],
    })
  })

  it('reads JSON, tabs included', () => {
    expect(read('{\n\t"a": [1, null, true],\n\t"b": {"c": "d"}\n}').value).toEqual({
      a: [1, null, true],
      b: { c: 'd' },
    })
  })

  it('types only plain scalars', () => {
    expect(read('a: on\nb: "on"\nc: |\n  on\n').value).toEqual({ a: true, b: 'on', c: 'on\n' })
  })

  it('takes keys as they are written', () => {
    expect(read('on: 1\n5: 2\ntrue: 3\n').value).toEqual({ on: 1, 5: 2, true: 3 })
  })

  it('resolves aliases and merge keys; the own members of a map win', () => {
    const { value, problems } = read('base: &b {x: 1, y: 2}\nlist:\n  - *b\nmap:\n  <<: *b\n  y: 3\n')
    expect(problems).toEqual([])
    expect(value).toEqual({ base: { x: 1, y: 2 }, list: [{ x: 1, y: 2 }], map: { x: 1, y: 3 } })
  })

  it('refuses an alias without an anchor before it', () => {
    expect(read('a: *none\n').problems).toEqual([{ code: 'YAML_SYNTAX', path: 'a', line: 1, column: 4 }])
  })

  it('keeps a member called __proto__ as an own member', () => {
    const { value } = read('__proto__: {polluted: true}\n')
    expect(Object.keys(Object(value))).toEqual(['__proto__'])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('reports every key that stands twice, and goes on', () => {
    const { value, problems } = read('a: 1\na: 2\nb:\n  c: 1\n  c: 2\n')
    expect(problems).toEqual([
      { code: 'YAML_DUPLICATE_KEY', path: 'a', line: 2, column: 1 },
      { code: 'YAML_DUPLICATE_KEY', path: 'b.c', line: 5, column: 3 },
    ])
    expect(value).toEqual({ a: 1, b: { c: 1 } })
  })

  it('reports every syntax error with its place', () => {
    expect(read('a: "open\n').problems).toMatchObject([{ code: 'YAML_SYNTAX', line: 2 }])
    expect(read('a: 1\n\tb: 2\n').problems).toMatchObject([{ code: 'YAML_SYNTAX', line: 2, column: 1 }])
    expect(read('a: [1, , 2]\nb: [3, , 4]\n').problems).toHaveLength(2)
  })

  it('says to quote an expression that starts a value', () => {
    const findings = createFindings()
    readYaml('message: {{ inputs.name }}\n', findings)
    expect(findings.list()).toMatchObject([{ code: 'YAML_SYNTAX', hint: expect.stringContaining('quotes') }])
  })

  it('refuses a second document', () => {
    expect(read('a: 1\n---\nb: 2\n').problems).toEqual([
      { code: 'YAML_MULTIPLE_DOCUMENTS', path: '', line: 2, column: 1 },
    ])
    expect(read('---\na: 1\n').value).toEqual({ a: 1 })
  })

  it('knows the standard tags and refuses others', () => {
    expect(read('a: !!str 5\nb: !!int "5"\n').value).toEqual({ a: '5', b: 5 })
    expect(read('a: !secret x\n').problems).toMatchObject([{ code: 'YAML_TAG_UNSUPPORTED', path: 'a' }])
  })

  it('stops at documents that are nested or unfold without end', () => {
    const bomb = ['a0: &a0 [x, x]', ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)]
    for (const source of [bomb.join('\n'), '['.repeat(5_000), 'a: &a\n  b: *a\n', `${'- '.repeat(200)}x`]) {
      expect(read(source).problems.length).toBeGreaterThan(0)
    }
  })

  it('refuses a text of more than a million characters', () => {
    expect(read(`a: ${'x'.repeat(MAX_YAML_LENGTH)}`).problems).toMatchObject([{ code: 'YAML_TOO_COMPLEX' }])
    expect(read(`a: ${'x'.repeat(MAX_YAML_LENGTH - 3)}`).problems).toEqual([])
  })

  it('reads an empty text as nothing', () => {
    expect(read('').value).toBeNull()
    expect(read('# only a comment\n').value).toBeNull()
  })
})
