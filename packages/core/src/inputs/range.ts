import type { Value } from '../json/value.ts'
import { isList, isMap, toText } from '../task/properties/value-text.ts'
import type { InputDeclaration } from './declaration.ts'
import type { InputProblem } from './input-kind.ts'

/** A number out of a number, bigint, decimal or numeric text; null for anything else. */
export function toNumber(value: Value | undefined): number | null {
  if (value === undefined || value === null || typeof value === 'boolean' || isList(value) || isMap(value)) return null
  const text = toText(value).trim()
  const number = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : null
}

/** Says that a number lies outside `min` and `max`, both inclusive. */
export function numberRangeProblem(
  value: Value,
  { min, max }: Pick<InputDeclaration, 'min' | 'max'>,
): InputProblem | undefined {
  const number = toNumber(value)
  if (number === null) return undefined
  const below = belowProblem(number, toNumber(min), min)
  return below ?? aboveProblem(number, toNumber(max), max)
}

function belowProblem(number: number, bound: number | null, written: Value | undefined): InputProblem | undefined {
  if (bound === null || number >= bound) return undefined
  return { code: 'INPUT_RANGE', must: `be at least ${toText(written ?? null)}` }
}

function aboveProblem(number: number, bound: number | null, written: Value | undefined): InputProblem | undefined {
  if (bound === null || number <= bound) return undefined
  return { code: 'INPUT_RANGE', must: `be at most ${toText(written ?? null)}` }
}

/**
 * Says that a date or time lies outside `after` and `before`, both inclusive. `order` turns the texts into something to
 * compare by; a bound that it cannot read was refused when the flow was saved.
 */
export function dateRangeProblem(
  value: Value,
  { after, before }: Pick<InputDeclaration, 'after' | 'before'>,
  order: (text: string) => string | null,
): InputProblem | undefined {
  const own = typeof value === 'string' ? order(value) : null
  if (own === null) return undefined
  const lowest = after === undefined ? null : order(after)
  if (lowest !== null && own < lowest) return { code: 'INPUT_RANGE', must: `not lie before \`${after}\`` }
  const highest = before === undefined ? null : order(before)
  if (highest !== null && own > highest) return { code: 'INPUT_RANGE', must: `not lie after \`${before}\`` }
  return undefined
}
