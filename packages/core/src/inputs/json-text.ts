import type { Value } from '../json/value.ts'
import { decimalValue, narrowInteger } from './numbers.ts'

/** What a reviver gets beside key and value: the source text of a scalar (a part of JavaScript newer than TypeScript's types). */
interface ReviverContext {
  readonly source?: string
}

/** Reads JSON with exact numbers: decimals keep their text, integers beyond 2^53 become bigints. @throws SyntaxError */
export function parseJsonText(text: string): Value {
  const revive = (_key: string, value: unknown, context?: ReviverContext): unknown => {
    if (typeof value !== 'number' || context?.source === undefined) return value
    return /[.eE]/.test(context.source) ? decimalValue(context.source) : narrowInteger(BigInt(context.source))
  }
  // JSON.parse gives exactly the members of `Value`, and the reviver replaces numbers by numbers.
  return JSON.parse(text, revive) as Value
}
