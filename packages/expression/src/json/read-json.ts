import type { Datum } from '../value/datum.ts'
import { type JsonBuilder, JsonReader } from './json-reader.ts'

const DATA: JsonBuilder<Datum> = {
  scalar: (value) => value,
  list: (items) => items,
  map: (entries) => entries,
}

/**
 * The first JSON value of a text as a value of the language; what follows it does not matter. Maps keep the order of their keys,
 * also of keys that look like integers.
 *
 * @throws JsonSyntaxError
 */
export function readJson(text: string): Datum {
  return new JsonReader(text, DATA).read()
}
