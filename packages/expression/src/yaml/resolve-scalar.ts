import type { Datum } from '../value/datum.ts'
import { Decimal } from '../value/decimal.ts'
import { toInteger } from '../value/integer.ts'

const TRUE = /^(?:y|yes|on|true)$/i
const FALSE = /^(?:n|no|off|false)$/i
const NULL = /^(?:~|null|Null|NULL|)$/
const INTEGER = /^([-+]?)(?:0b([01_]+)|0x([0-9a-fA-F_]+)|0([0-7_]+)|(0|[1-9][0-9_]*))$/
const FLOAT = /^[-+]?(?:\d[\d_]*\.[\d_]*(?:[eE][-+]?\d+)?|\d[\d_]*[eE][-+]?\d+|\.\d[\d_]*(?:[eE][-+]?\d+)?)$/
const INFINITY = /^([-+]?)\.(?:inf|Inf|INF)$/
const NAN = /^\.(?:nan|NaN|NAN)$/

/** What a word without quotes means in YAML 1.1: null, a boolean, a number, else its text. */
export function resolveScalar(text: string): Datum {
  if (NULL.test(text)) return null
  if (TRUE.test(text)) return true
  if (FALSE.test(text)) return false
  const integer = INTEGER.exec(text)
  if (integer !== null) return integerOf(integer) ?? text
  if (FLOAT.test(text)) return Decimal.double(Number(text.replaceAll('_', '')))
  const infinity = INFINITY.exec(text)
  if (infinity !== null)
    return Decimal.double(infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)
  return NAN.test(text) ? Decimal.double(Number.NaN) : text
}

function integerOf([, sign, binary, hexadecimal, octal, decimal]: RegExpExecArray): number | bigint | null {
  const digits = (binary ?? hexadecimal ?? octal ?? decimal ?? '').replaceAll('_', '')
  if (digits === '') return null
  const prefix = binary === undefined ? (hexadecimal === undefined ? (octal === undefined ? '' : '0o') : '0x') : '0b'
  const value = BigInt(prefix + digits)
  return toInteger(sign === '-' ? -value : value)
}
