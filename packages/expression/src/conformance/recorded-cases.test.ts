import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseJson } from '../json/parse-json.ts'
import type { ExpressionCase } from './expression-case.ts'
import { runExpressionCases } from './run-expression-cases.ts'

const file = new URL('../../../../conformance/expressions.json', import.meta.url)
// The shape of the file is the shape of the cases; a case that has another one fails below.
const cases = parseJson(readFileSync(file, 'utf8')) as unknown as readonly ExpressionCase[]

describe('the recorded cases of Kestra', () => {
  it('are all there', () => {
    expect(cases.length).toBeGreaterThanOrEqual(487)
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
  })

  it.each(cases.map((item) => [`${item.id}: ${JSON.stringify(item.template)}`, item] as const))('%s', (_, item) => {
    const [result] = runExpressionCases([item])
    expect(result?.received).toBe(result?.passed === true ? result.received : result?.expected)
    expect(result?.passed).toBe(true)
  })
})

describe('running cases', () => {
  const base = { id: 'x', template: '{{ a }}', context: { a: 1 } }

  it('tells expected and received of a case that fails', () => {
    expect(runExpressionCases([{ ...base, expect: '2' }])).toEqual([
      { id: 'x', passed: false, expected: '"2"', received: '"1"' },
    ])
  })

  it('fails a case whose error was expected and did not come, and one whose error was not expected', () => {
    const [noError, error] = runExpressionCases([
      { ...base, error: true },
      { ...base, template: '{{ b }}', expect: '1' },
    ])
    expect(noError).toMatchObject({ passed: false, expected: 'an error' })
    expect(error?.received).toContain('Unable to find `b`')
  })

  it('fails a case in which something else goes wrong, and goes on', () => {
    const [noJson, fine] = runExpressionCases([
      { ...base, compare: 'json', expect: '1', template: 'no JSON' },
      { ...base, expect: '1' },
    ])
    expect(noJson).toMatchObject({ passed: false, received: expect.stringContaining('failure: SyntaxError') })
    expect(fine).toMatchObject({ passed: true })
  })

  it('answers functions out of the fixtures', () => {
    const context = { flow: { namespace: 'n' } }
    const fixtures = {
      secrets: { S: '{"part": 5}' },
      namespaceFiles: { n: { 'a.txt': 'text', 'empty.txt': '' } },
      onWorker: true,
    }
    const texts = [
      ["{{ secret('s', subkey='part') }}", '5'],
      ["{{ fileExists('a.txt') }} {{ fileExists('b.txt') }}", 'true false'],
      ["{{ isFileEmpty('a.txt') }} {{ isFileEmpty('empty.txt') }}", 'false true'],
      ["{{ fileSize('a.txt') }} {{ read('a.txt') }}", '4 text'],
      ['{{ errorLogs() }}', '[]'],
      ['{{ now() }} {{ uuid() != uuid() }}', '2024-01-02T03:04:05.000000Z true'],
    ] as const
    const good = texts.map(([template, expect]) => ({ id: template, template, context, fixtures, expect }))
    const bad = ["{{ http('https://x') }}", "{{ secret('s', subkey='other') }}", "{{ isFileEmpty('b.txt') }}"]
    const failing = bad.map((template) => ({ id: template, template, context, fixtures, error: true }))
    expect(runExpressionCases([...good, ...failing]).filter(({ passed }) => !passed)).toEqual([])
  })
})
