import { Fault } from '../errors/fault.ts'
import type { Datum } from '../value/datum.ts'
import { IonReader } from './ion-reader.ts'

/**
 * The first `limit` values of a text of Ion. Annotations are left out, symbols and timestamps become texts, typed nulls null,
 * s-expressions lists, blobs their Base64. `checkSize` may refuse a list or struct by throwing.
 *
 * @throws Fault with `EXPRESSION_VALUE`
 */
export function readIon(text: string, limit: number, checkSize: (size: number) => void): readonly Datum[] {
  const reader = new IonReader(text, checkSize)
  const values: Datum[] = []
  while (values.length < limit && !reader.atEnd()) {
    const value = reader.topLevelValue()
    if (value === undefined) continue
    values.push(value)
    checkSize(values.length)
  }
  return values
}

/** The fault that a text is no Ion. */
export function ionFault(reason: string, offset: number): Fault {
  return new Fault('EXPRESSION_VALUE', `Invalid Ion: ${reason} at offset ${offset}`)
}
