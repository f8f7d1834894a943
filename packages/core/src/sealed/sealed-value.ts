import type { Value, ValueMap } from '../json/value.ts'
import { isList, isMap } from '../task/properties/value-text.ts'

/** The mark of a sealed value, as Kestra writes it into inputs and outputs (observed: in-val-secret, ou-secret). */
export const SEALED_TYPE = 'io.kestra.datatype:aes_encrypted'

/** A text that is stored encrypted: `value` is Base64 of nonce, cipher text and tag (engine.md 8.4). */
export interface SealedValue {
  readonly type: typeof SEALED_TYPE
  readonly value: string
}

/** What stands in the place of a secret wherever people look. */
export const SECRET_MASK = '******'

/** Wraps an encrypted text as the value that is stored. */
export function sealedValue(encrypted: string): ValueMap {
  return { value: encrypted, type: SEALED_TYPE }
}

/** True for a map that `sealedValue` made. */
export function isSealed(value: Value): value is ValueMap & SealedValue {
  return isMap(value) && value.type === SEALED_TYPE && typeof value.value === 'string'
}

/** Values never change, so that a map or list that was looked through once need not be again: each rendering asks. */
const LOOKED_THROUGH = new WeakMap<object, boolean>()

/** True when a value is sealed, or has a sealed one at any depth. */
export function holdsSealed(value: Value): boolean {
  if (!isList(value) && !isMap(value)) return false
  const known = LOOKED_THROUGH.get(value)
  if (known !== undefined) return known
  const found = isSealed(value) || Object.values(value).some(hasSealed)
  LOOKED_THROUGH.set(value, found)
  return found
}

/** The same for parts, which are not worth remembering each on its own. */
function hasSealed(value: Value): boolean {
  if (isList(value)) return value.some(hasSealed)
  return isMap(value) && (isSealed(value) || Object.values(value).some(hasSealed))
}

/** The encrypted texts of all sealed values in a value, at any depth. */
export function sealedTexts(value: Value): readonly string[] {
  if (isList(value)) return value.flatMap(sealedTexts)
  if (!isMap(value)) return []
  return isSealed(value) ? [value.value] : Object.values(value).flatMap(sealedTexts)
}

/**
 * A value as people may see it: the encrypted texts are masked too, so that nobody can hand one that they read to a flow of
 * their own, which would open it. A value without sealed ones is given back as it is.
 */
export function maskSealed(value: ValueMap): ValueMap
export function maskSealed(value: Value): Value
export function maskSealed(value: Value): Value {
  if (!holdsSealed(value)) return value
  if (isList(value)) return value.map((item) => maskSealed(item))
  if (!isMap(value)) return value
  if (isSealed(value)) return sealedValue(SECRET_MASK)
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, maskSealed(item)]))
}
