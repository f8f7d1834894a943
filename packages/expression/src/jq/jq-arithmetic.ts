import type { Budget } from '../runtime/budget.ts'
import { type Datum, isInteger, isList, isMap, isNumber, type MapDatum, type NumberDatum } from '../value/datum.ts'
import { Decimal } from '../value/decimal.ts'
import { asDouble } from '../value/equality.ts'
import { toInteger } from '../value/integer.ts'
import { mapEntries, mapGet } from '../value/map-access.ts'
import { compareJq } from './jq-compare.ts'
import { JqError } from './jq-error.ts'
import { describeJq, typeName } from './jq-values.ts'

export type JqArithmetic = '+' | '-' | '*' | '/' | '%'

/** Integers beyond this many bits become decimals, as all big numbers are in jq. */
const MAX_BITS = 1024

/** `a operator b` as jq decides by the kinds of both. @throws JqError */
export function jqArithmetic(operator: JqArithmetic, a: Datum, b: Datum, budget: Budget): Datum {
  budget.step()
  switch (operator) {
    case '+':
      return add(a, b, budget)
    case '-':
      return subtract(a, b, budget)
    case '*':
      return multiply(a, b, budget)
    case '/':
      return divide(a, b, budget)
    case '%':
      return remainder(a, b)
  }
}

function add(a: Datum, b: Datum, budget: Budget): Datum {
  if (a === null) return b
  if (b === null) return a
  if (isNumber(a) && isNumber(b)) return numeric('+', a, b)
  if (typeof a === 'string' && typeof b === 'string') {
    budget.checkText(a.length + b.length)
    return a + b
  }
  if (isList(a) && isList(b)) {
    budget.checkCollection(a.length + b.length)
    return [...a, ...b]
  }
  if (isMap(a) && isMap(b)) {
    const entries = [...mapEntries(a), ...mapEntries(b)]
    budget.checkCollection(entries.length)
    return new Map(entries)
  }
  throw mismatch(a, b, 'added')
}

function subtract(a: Datum, b: Datum, budget: Budget): Datum {
  if (isNumber(a) && isNumber(b)) return numeric('-', a, b)
  if (isList(a) && isList(b)) return a.filter((item) => !b.some((other) => compareJq(item, other, budget) === 0))
  throw mismatch(a, b, 'subtracted')
}

function multiply(a: Datum, b: Datum, budget: Budget): Datum {
  if (isNumber(a) && isNumber(b)) return numeric('*', a, b)
  if (typeof a === 'string' && isNumber(b)) return repeated(a, asDouble(b), budget)
  if (isNumber(a) && typeof b === 'string') return repeated(b, asDouble(a), budget)
  if (isMap(a) && isMap(b)) return deepMerge(a, b, budget)
  throw mismatch(a, b, 'multiplied')
}

function repeated(text: string, count: number, budget: Budget): Datum {
  if (!(count > 0)) return null
  const times = count < 1 ? 1 : Math.floor(count)
  budget.checkText(text.length * times)
  return text.repeat(times)
}

function deepMerge(a: MapDatum, b: MapDatum, budget: Budget): Datum {
  const merged = new Map<Datum, Datum>(mapEntries(a))
  for (const [key, value] of mapEntries(b)) {
    budget.step()
    const before = mapGet(a, key)
    merged.set(key, before !== undefined && isMap(before) && isMap(value) ? deepMerge(before, value, budget) : value)
  }
  return merged
}

function divide(a: Datum, b: Datum, budget: Budget): Datum {
  if (isNumber(a) && isNumber(b)) {
    if (asDouble(b) === 0) throw mismatch(a, b, 'divided because the divisor is zero')
    return numeric('/', a, b)
  }
  if (typeof a === 'string' && typeof b === 'string') return splitText(a, b, budget)
  throw mismatch(a, b, 'divided')
}

/** The parts of a text between the occurrences of another one; its characters when that is empty. */
export function splitText(text: string, separator: string, budget: Budget): readonly string[] {
  const parts = text === '' ? [] : separator === '' ? [...text] : text.split(separator)
  budget.steps(parts.length)
  return parts
}

/** Both numbers are cut off to integers first. */
function remainder(a: Datum, b: Datum): Datum {
  if (!isNumber(a) || !isNumber(b)) throw mismatch(a, b, 'divided')
  if (Number.isNaN(asDouble(a)) || Number.isNaN(asDouble(b))) return Decimal.double(Number.NaN)
  const [x, y] = [truncated(a), truncated(b)]
  if (y === 0n) throw mismatch(a, b, 'divided because the divisor is zero')
  return toInteger(x % (y < 0n ? -y : y))
}

function truncated(value: NumberDatum): bigint {
  if (isInteger(value)) return BigInt(value)
  const number = Math.trunc(asDouble(value))
  return BigInt.asIntN(64, BigInt(Number.isFinite(number) ? Math.max(Math.min(number, 2 ** 63), -(2 ** 63)) : 2 ** 62))
}

function numeric(operator: '+' | '-' | '*' | '/', a: NumberDatum, b: NumberDatum): NumberDatum {
  if (isInteger(a) && isInteger(b)) {
    const exact = exactInteger(operator, BigInt(a), BigInt(b))
    if (exact !== null) return exact
  }
  return jqNumber(binary(operator, asDouble(a), asDouble(b)))
}

function exactInteger(operator: '+' | '-' | '*' | '/', a: bigint, b: bigint): number | bigint | null {
  if (operator === '/') return a % b === 0n ? toInteger(a / b) : null
  const result = operator === '+' ? a + b : operator === '-' ? a - b : a * b
  return BigInt.asIntN(MAX_BITS, result) === result ? toInteger(result) : null
}

function binary(operator: '+' | '-' | '*' | '/', a: number, b: number): number {
  if (operator === '+') return a + b
  if (operator === '-') return a - b
  return operator === '*' ? a * b : a / b
}

/** The result of a computation: integers where there is no fraction. */
export function jqNumber(value: number): NumberDatum {
  return Number.isSafeInteger(value) ? value + 0 : Decimal.double(value)
}

function mismatch(a: Datum, b: Datum, what: string): JqError {
  return new JqError(`${typeName(a)} (${describeJq(a)}) and ${typeName(b)} (${describeJq(b)}) cannot be ${what}`)
}
