import { parseJson } from '@countersign/expression'
import { isList, toJsonText, toText } from '../task/properties/value-text.ts'

/** A value of a Loop over a map, with its key: the JSON text of a list of both, which is what the loop keeps. */
export function writeKeyed(key: string, value: string): string {
  return toJsonText([key, value])
}

/** A value of a Loop with keys, taken apart. */
export function readKeyed(text: string): { readonly key: string; readonly value: string } {
  const pair = parseJson(text)
  const [key, value] = isList(pair) ? pair : []
  return { key: toText(key ?? null), value: toText(value ?? null) }
}
