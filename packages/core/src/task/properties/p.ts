import { durationProperty } from './durations.ts'
import { decimalProperty, integerProperty } from './numbers.ts'
import { groupProperty, objectProperty } from './object-property.ts'
import { booleanProperty, choiceProperty, secretProperty, templateProperty, textProperty } from './scalars.ts'
import { anyProperty, jsonProperty, listProperty, mapProperty, textsProperty } from './structures.ts'

/**
 * Builders of task properties. Each takes a literal or an expression and renders to a typed value; conversions are Jackson's,
 * as Kestra's typed properties have them (observed/expressions.md). Left out, a property is undefined; `.mandatory()` and
 * `.default(value)` change that.
 *
 * @example
 * ```ts
 * const properties = { uri: p.string().mandatory(), retries: p.int().default(3), headers: p.map(p.string()) }
 * // renders to { uri: string, retries: number, headers: Readonly<Record<string, string>> | undefined }
 * ```
 */
export const p = {
  /** A text. */
  string: textProperty,
  /** A template that the task renders itself, later and with variables of its own: `context.render`. */
  template: templateProperty,
  /** A text that no message ever shows. */
  secret: secretProperty,
  /** An integer, 32 bits unless bounds are given. */
  int: integerProperty,
  /** A number, with or without decimals. */
  decimal: decimalProperty,
  boolean: booleanProperty,
  /** Milliseconds, given as ISO 8601 text or as seconds. */
  duration: durationProperty,
  /** One of several words. */
  enum: choiceProperty,
  list: listProperty,
  /** A map with free keys. */
  map: mapProperty,
  /** A map with known keys. */
  object: objectProperty,
  /** A map with known keys that counts as empty when it is left out. */
  group: groupProperty,
  /** Any value; a text is read as JSON. */
  json: jsonProperty,
  /** Any value; texts in it are rendered, at any depth. */
  any: anyProperty,
  /** One text or a list of texts. */
  texts: textsProperty,
} as const
