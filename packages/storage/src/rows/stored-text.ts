import type { Value } from '@countersign/core'
import { parseJson, stringifyJson } from '../json-codec.ts'

/**
 * Text as both databases can keep it: PostgreSQL refuses the character NUL, and halves of surrogate pairs are not UTF-8.
 * Such characters, which only broken data holds, become the replacement character. JSON columns do not need this: their
 * texts escape both.
 */
export function toStoredText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed()
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\uFFFD') : wellFormed
}

/** `toStoredText` of a text that may be missing. */
export function toStoredTextOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : toStoredText(text)
}

/** The JSON text of a domain record: plain data whose type the codec need not know. */
export function toJson(record: unknown): string {
  // Domain records are interfaces without index signature; their members are values all the way down.
  return stringifyJson(record as Value)
}

/** Reads back what `toJson` wrote of a `T`. */
export function fromJson<T>(text: string): T {
  // JSON columns hold only what this package's mappers wrote for a T.
  return parseJson(text) as unknown as T
}

/** `fromJson` of a column that may be empty. */
export function fromJsonOrNull<T>(text: string | null): T | null {
  return text === null ? null : fromJson<T>(text)
}
