import type { Datum } from '../value/datum.ts'
import { type JsonBuilder, JsonReader } from './json-reader.ts'

/**
 * The first JSON value of a text as a value of the language; what follows it does not matter. Maps keep the order of their keys,
 * also of keys that look like integers. `checkSize` may refuse a list or map by throwing.
 *
 * @throws JsonSyntaxError
 */
export function readJson(text: string, checkSize: (size: number) => void): Datum {
  const builder: JsonBuilder<Datum> = {
    scalar: (value) => value,
    list(items) {
      checkSize(items.length)
      return items
    },
    map(entries) {
      checkSize(entries.size)
      return entries
    },
  }
  return new JsonReader(text, builder).read()
}
