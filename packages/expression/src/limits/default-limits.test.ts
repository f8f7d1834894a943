import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import { isExpressionError } from '../errors/expression-error.ts'

const engine = createExpressionEngine()

/** The code that a template is refused with, at the limits that a server has. */
function refusedWith(template: string): string | null {
  try {
    engine.render(template, {})
    return null
  } catch (error) {
    if (isExpressionError(error)) return error.code
    throw error
  }
}

const again = (step: string, times: number) =>
  `{% set s = '"' %}${`{% set s = ${step} %}`.repeat(times)}{{ s | length }}`

describe('the limits of a server', () => {
  it.each([
    ['JSON in JSON in JSON', again('s | toJson', 40)],
    ['Ion in Ion', again('s | toIon', 40)],
    ['quotes for the shell', `{% set s = "'" %}${'{% set s = s | sh %}'.repeat(60)}{{ s | length }}`],
    ['a text that doubles', again('s ~ s', 60)],
    ['a replacement that doubles', again(`s | replace({'"': '""'})`, 60)],
    ['a large YAML text', `{{ yaml('[' ~ (range(1, 200000) | join(',')) ~ ']') | length }}`],
  ])('end %s with EXPRESSION_LIMIT', (_, template) => {
    expect(refusedWith(template)).toBe('EXPRESSION_LIMIT')
  })

  it('hold for the elements of what JSON and Ion give', () => {
    const small = createExpressionEngine({ limits: { collectionSize: 3 } })
    for (const name of ['fromJson', 'fromIon']) {
      expect(small.render(`{{ ${name}('[1,2,3]') | length }}`, {})).toBe('3')
      expect(() => small.render(`{{ ${name}('[1,2,3,4]') | length }}`, {})).toThrow(/3 elements/)
    }
  })

  it('hold for a value with many texts as a whole', () => {
    const small = createExpressionEngine({ limits: { loopSteps: 5 } })
    const loop = '{% for i in [1, 2] %}{{ i }}{% endfor %}'
    expect(small.renderDeep([loop, loop], {})).toEqual(['12', '12'])
    expect(() => small.renderDeep([loop, loop, loop], {})).toThrow(/5 rounds/)
  })

  it('let long chains of ~ through, which are read once', () => {
    const parts = Array.from({ length: 20_000 }, () => "'x'").join(' ~ ')
    expect(engine.render(`{{ (${parts}) | length }}`, {})).toBe('20000')
  })
})
