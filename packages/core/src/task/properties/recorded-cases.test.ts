import { readFileSync } from 'node:fs'
import { Decimal } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import type { Value } from '../../json/value.ts'
import type { Property, PropertyRenderer } from '../property.ts'
import { p } from './p.ts'
import { toText } from './value-text.ts'

/** A recorded conversion of a typed property by the real Kestra. */
interface RecordedCase {
  readonly id: string
  readonly template: string
  readonly context: Readonly<Record<string, Value>>
  readonly mode?: string
  readonly as?: string
  readonly expect?: unknown
  readonly error?: boolean
  readonly note: string
}

const file = new URL('../../../../../conformance/expressions.json', import.meta.url)
const recorded = (JSON.parse(readFileSync(file, 'utf8')) as RecordedCase[]).filter(({ mode }) => mode === 'property')

const properties: Readonly<Record<string, Property<unknown>>> = {
  Boolean: p.boolean(),
  Integer: p.int(),
  Double: p.decimal(),
  Duration: p.duration(),
  list: p.list(p.any()),
  map: p.map(p.any()),
}

/** What the calculations in these cases give: they are about the conversion, not about the language. */
const CALCULATED: Readonly<Record<string, Value>> = { 'a + b': 5, '6 / 4.0': Decimal.double(1.5) }

function rendererFor(context: Readonly<Record<string, Value>>): PropertyRenderer {
  const look = (expression: string) => CALCULATED[expression] ?? context[expression] ?? null
  const text = (template: string) => template.replace(/\{\{ (.+?) \}\}/g, (_, expression) => toText(look(expression)))
  return {
    text,
    typed(template) {
      const expression = /^\{\{ ([^{}]+) \}\}$/.exec(template)?.[1]
      return expression === undefined ? text(template) : look(expression)
    },
  }
}

function convert({ as = '', template, context }: RecordedCase): unknown {
  const value = properties[as]?.render(template, rendererFor(context), 'property')
  // The records write durations as Java does.
  return as === 'Duration' && typeof value === 'number' ? `PT${value / 1000}S` : (value ?? null)
}

describe('Typed properties convert as recorded from Kestra', () => {
  it('has cases to compare with', () => {
    expect(recorded.length).toBeGreaterThan(9)
  })

  it.each(recorded)('$id: $as from $template ($note)', (recordedCase) => {
    if (recordedCase.error === true) expect(() => convert(recordedCase)).toThrow()
    else expect(convert(recordedCase)).toEqual(recordedCase.expect)
  })
})

describe('Numbers in JSON texts', () => {
  it('keep their digits', () => {
    const list = p.list(p.string()).render('[12345678901234567890, 1.0, 7]', rendererFor({}), 'a')
    expect(list).toEqual(['12345678901234567890', '1.0', '7'])
  })
})
