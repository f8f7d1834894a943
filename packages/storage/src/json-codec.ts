import type { Value } from '@countersign/core'

/** Text of a value as it is stored. Members that are undefined are left out, as in JSON. */
export function stringifyJson(value: Value): string {
  return JSON.stringify(value)
}

/** The value of a stored text. */
export function parseJson(text: string): Value {
  return JSON.parse(text)
}
