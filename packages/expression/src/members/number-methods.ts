import type { Run } from '../runtime/run.ts'
import { type Datum, isNumber, type NumberDatum } from '../value/datum.ts'
import { Decimal } from '../value/decimal.ts'
import { asDouble } from '../value/equality.ts'
import { truncateToLong } from '../value/integer.ts'
import type { Method, Methods } from './call-member.ts'

type NumberMethod = (value: NumberDatum, args: readonly Datum[], run: Run) => Datum

const METHODS: readonly (readonly [string, readonly number[], NumberMethod])[] = [
  ['intValue', [0], (value) => Number(BigInt.asIntN(32, BigInt(whole(value))))],
  ['longValue', [0], (value) => whole(value)],
  ['doubleValue', [0], (value) => Decimal.double(asDouble(value))],
  ['floatValue', [0], (value) => Decimal.float(asDouble(value))],
  ['toString', [0], (value, _, run) => run.text(value)],
  ['compareTo', [1], (value, args) => compare(value, args[0] ?? null)],
]

/** Methods of numbers by their lower-case names. */
export const NUMBER_METHODS: Methods<NumberDatum> = new Map(
  METHODS.map(([name, parameters, apply]): [string, Method<NumberDatum>] => [
    name.toLowerCase(),
    { parameters, apply },
  ]),
)

function whole(value: NumberDatum): number | bigint {
  return typeof value === 'bigint' ? value : truncateToLong(asDouble(value))
}

function compare(value: NumberDatum, other: Datum): Datum {
  return isNumber(other) ? Math.sign(asDouble(value) - asDouble(other)) : 1
}
