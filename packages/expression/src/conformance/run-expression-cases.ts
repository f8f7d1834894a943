import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { ExpressionEngine, RenderContext } from '../engine/expression-engine.ts'
import { isExpressionError } from '../errors/expression-error.ts'
import { stringifyJson } from '../json/stringify-json.ts'
import { convertProperty, PropertyTypeError } from '../properties/convert-property.ts'
import { Decimal } from '../value/decimal.ts'
import type { Value } from '../value/value.ts'
import { createCaseHost } from './case-host.ts'
import type { ExpressionCase, ExpressionCaseResult } from './expression-case.ts'

/** What a case gives: a value, or the message of its error. */
type Outcome = { readonly value: Value } | { readonly error: string }

/**
 * Runs recorded cases, each with an engine of its own. Cases of Kestra 1.3 are run as 1.3 compares texts (it refuses to order
 * them), those marked `later` as 2.0 does; everything else is the same.
 */
export function runExpressionCases(cases: readonly ExpressionCase[]): readonly ExpressionCaseResult[] {
  return cases.map(runCase)
}

function runCase(item: ExpressionCase): ExpressionCaseResult {
  const result = { id: item.id, expected: expectation(item) }
  try {
    const outcome = outcomeOf(item)
    const received = 'value' in outcome ? stringifyJson(outcome.value) : `error: ${outcome.error}`
    return { ...result, passed: matches(item, outcome), received }
  } catch (error) {
    // A mistake of the engine, or a text that is no JSON: one case must not stop the others.
    return { ...result, passed: false, received: `failure: ${String(error)}` }
  }
}

function outcomeOf(item: ExpressionCase): Outcome {
  const engine = createExpressionEngine({ ordersTexts: item.later === true })
  try {
    return { value: evaluate(engine, item) }
  } catch (error) {
    const expected = isExpressionError(error) || error instanceof PropertyTypeError
    if (!expected) throw error
    return { error: error.message }
  }
}

function evaluate(engine: ExpressionEngine, item: ExpressionCase): Value {
  const { template, context: scope } = item
  const context = contextOf(item)
  if (item.mode === 'object') return engine.renderDeep(template, scope, context)
  const source = String(template)
  switch (item.mode) {
    case 'typed':
      return engine.renderTyped(source, scope, context)
    case 'condition':
      return engine.evaluateCondition(source, scope, context)
    case 'condition-expression':
      return engine.evaluateCondition(source, scope, context, 'trigger')
    case 'property':
      return convertProperty(engine.render(source, scope, context), item.as ?? 'String')
    default:
      return engine.render(source, scope, context)
  }
}

/** Time, ids and chance are the same in every run. */
function contextOf(item: ExpressionCase): RenderContext {
  let count = 0
  return {
    host: createCaseHost(item.fixtures ?? {}),
    now: () => Date.UTC(2024, 0, 2, 3, 4, 5),
    random: () => {
      count += 1
      return (count * 0.618_033_988_75) % 1
    },
    uuid: () => {
      count += 1
      return `018cc7f4-0000-7000-8000-${String(count).padStart(12, '0')}`
    },
    recursive: item.mode === 'recursive',
  }
}

function matches(item: ExpressionCase, outcome: Outcome): boolean {
  if (item.error === true) return 'error' in outcome
  if ('error' in outcome) return false
  if (item.expectMatch !== undefined) {
    return typeof outcome.value === 'string' && new RegExp(item.expectMatch).test(outcome.value)
  }
  const expected = comparable(item.expect ?? null, item.compare === 'json')
  return expected === comparable(outcome.value, item.compare === 'json')
}

/** A text that is equal for equal values; `json` compares what a JSON text holds, whatever the order of its keys. */
function comparable(value: Value, json: boolean): string {
  return stringifyJson(sorted(json && typeof value === 'string' ? JSON.parse(value) : value))
}

function sorted(value: Value): Value {
  if (value === null || typeof value !== 'object' || value instanceof Decimal) return normalNumber(value)
  if (Array.isArray(value)) return value.map(sorted)
  const entries = Object.entries(value).map(([key, item]): [string, Value] => [key, sorted(item)])
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Cases are plain JSON, in which 1.0 and 1 are the same number. */
function normalNumber(value: Value): Value {
  return value instanceof Decimal ? value.value : value
}

function expectation(item: ExpressionCase): string {
  if (item.error === true) return 'an error'
  return item.expectMatch === undefined ? stringifyJson(item.expect ?? null) : `a text that matches ${item.expectMatch}`
}
