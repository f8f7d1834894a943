import { Fault } from '../errors/fault.ts'
import { type Datum, isNumber } from '../value/datum.ts'
import { asDouble } from '../value/equality.ts'
import { describeKind } from '../value/kind-name.ts'

/**
 * Whether a value counts as true: booleans as they are, numbers unless 0 or NaN, texts unless empty (`'false'` and `'0'` are true).
 * `where` names the operator or tag for the message.
 *
 * @throws Fault with `EXPRESSION_TYPE` for null, lists, maps and the rest
 */
export function isTrue(value: Datum, where: string): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return value !== ''
  if (isNumber(value)) return asDouble(value) !== 0 && !Number.isNaN(asDouble(value))
  const hint =
    value === null
      ? 'Give null a value first: `(x ?? false)`.'
      : 'Compare it, or ask `is empty`, `is defined`, `contains`.'
  throw new Fault('EXPRESSION_TYPE', `\`${where}\` cannot tell whether ${describeKind(value)} is true`, { hint })
}
