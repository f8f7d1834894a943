import { parseJson } from '@countersign/expression'
import type { Value } from '../../json/value.ts'
import { findJsonFault, type JsonFault } from './json-fault.ts'

/** JSON that was read, or where and why it cannot be. */
export type ParsedJson =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: JsonFault }

/**
 * Reads a JSON text without losing digits of numbers. A text that is no JSON gives the place of its first fault instead of an
 * exception.
 */
export function parseJsonText(text: string): ParsedJson {
  try {
    return { ok: true, value: parseJson(text) }
  } catch {
    return { ok: false, fault: findJsonFault(text) }
  }
}
