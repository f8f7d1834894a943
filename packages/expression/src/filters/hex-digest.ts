import { utf8Bytes } from '../text/utf8.ts'
import type { Datum } from '../value/datum.ts'
import { textInput } from './input-kinds.ts'

/** The hash of a text in lower-case hexadecimal; null for null. */
export function hexDigest(input: Datum, filter: string, digest: (bytes: Uint8Array) => Uint8Array): string | null {
  if (input === null) return null
  const bytes = digest(utf8Bytes(textInput(input, filter)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
