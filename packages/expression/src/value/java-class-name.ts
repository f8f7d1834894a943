import { Char } from './char.ts'
import { type Datum, isInteger, isList, isMap, isSet } from './datum.ts'
import { Decimal } from './decimal.ts'
import { fitsLong } from './integer.ts'
import { HashOrderedMap } from './java-hash-order.ts'
import { MapEntry } from './map-entry.ts'

const DECIMAL_CLASSES = {
  float: 'java.lang.Float',
  double: 'java.lang.Double',
  bigdecimal: 'java.math.BigDecimal',
} as const

/** The Java class that a value has in Kestra; of an integer the smallest that holds it. */
export function javaClassName(value: Exclude<Datum, null>): string {
  if (typeof value === 'string') return 'java.lang.String'
  if (typeof value === 'boolean') return 'java.lang.Boolean'
  if (value instanceof Decimal) return DECIMAL_CLASSES[value.kind]
  if (isInteger(value)) return integerClass(BigInt(value))
  if (typeof value === 'number') return 'java.lang.Double'
  if (value instanceof Char) return 'java.lang.Character'
  if (isList(value)) return 'java.util.ArrayList'
  if (isSet(value)) return 'java.util.LinkedHashMap$LinkedKeySet'
  if (value instanceof HashOrderedMap) return 'java.util.HashMap'
  if (isMap(value)) return 'java.util.LinkedHashMap'
  return value instanceof MapEntry
    ? 'java.util.LinkedHashMap$Entry'
    : 'io.pebbletemplates.pebble.node.ForNode$LoopVariables'
}

function integerClass(value: bigint): string {
  if (BigInt.asIntN(32, value) === value) return 'java.lang.Integer'
  return fitsLong(value) ? 'java.lang.Long' : 'java.math.BigInteger'
}
