import { type Datum, isNumber } from '../value/datum.ts'
import { Decimal } from '../value/decimal.ts'
import { asDouble } from '../value/equality.ts'
import { jqNumber } from './jq-arithmetic.ts'
import { JqError } from './jq-error.ts'
import type { JqNative } from './jq-machine.ts'
import { typeName } from './jq-values.ts'
import { ofValues } from './native.ts'

/** Least positive number that is not subnormal. */
const LEAST_NORMAL = 2 ** -1022

const OF_ONE: Readonly<Record<string, (value: number) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  round: (value) => Math.sign(value) * Math.round(Math.abs(value)),
  rint: roundHalfEven,
  nearbyint: roundHalfEven,
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  fabs: Math.abs,
  exp: Math.exp,
  exp2: (value) => 2 ** value,
  exp10: (value) => 10 ** value,
  expm1: Math.expm1,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
}

const OF_TWO: Readonly<Record<string, (a: number, b: number) => number>> = {
  pow: Math.pow,
  atan2: Math.atan2,
  fmod: (a, b) => a % b,
  fmin: Math.min,
  fmax: Math.max,
  ldexp: (a, b) => a * 2 ** b,
  scalb: (a, b) => a * 2 ** b,
}

/** Functions of numbers. */
export const NUMBER_NATIVES: readonly (readonly [string, JqNative])[] = [
  ...Object.entries(OF_ONE).map(
    ([name, apply]) => [`${name}/0`, ofValues((value) => rounded(value, apply(double(value, name))))] as const,
  ),
  ...Object.entries(OF_TWO).map(
    ([name, apply]) =>
      [`${name}/2`, ofValues((_, [a, b]) => jqNumber(apply(double(a, name), double(b, name))))] as const,
  ),
  ['abs/0', ofValues(absolute)],
  ['infinite/0', ofValues(() => Decimal.double(Number.POSITIVE_INFINITY))],
  ['nan/0', ofValues(() => Decimal.double(Number.NaN))],
  ['isinfinite/0', ofValues((value) => Math.abs(double(value, 'isinfinite')) === Number.POSITIVE_INFINITY)],
  ['isnan/0', ofValues((value) => Number.isNaN(double(value, 'isnan')))],
  ['isnormal/0', ofValues((value) => isNormal(double(value, 'isnormal')))],
]

/** Long integers keep their digits where rounding changes nothing. */
function rounded(value: Datum, result: number): Datum {
  return typeof value === 'bigint' && Number(value) === result ? value : jqNumber(result)
}

/** The number without its sign; other values as they are. */
export function absolute(value: Datum): Datum {
  if (!isNumber(value)) return value
  if (typeof value === 'bigint') return value < 0n ? -value : value
  return asDouble(value) < 0 ? jqNumber(-asDouble(value)) : value
}

function isNormal(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) >= LEAST_NORMAL
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

function double(value: Datum | undefined, name: string): number {
  if (value !== undefined && isNumber(value)) return asDouble(value)
  throw new JqError(`${typeName(value ?? null)} number required for ${name}`)
}
