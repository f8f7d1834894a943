import type { Value } from '../../json/value.ts'
import { findJsonFault, type JsonFault } from './json-fault.ts'

/** JSON that was read, or where and why it cannot be. */
export type ParsedJson =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: JsonFault }

/** Reads a JSON text. A text that is no JSON gives the place of its first fault instead of an exception. */
export function parseJsonText(text: string): ParsedJson {
  try {
    // JSON holds nothing but null, booleans, numbers, texts, lists and maps.
    return { ok: true, value: JSON.parse(text) as Value }
  } catch {
    return { ok: false, fault: findJsonFault(text) }
  }
}
