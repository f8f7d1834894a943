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
})
