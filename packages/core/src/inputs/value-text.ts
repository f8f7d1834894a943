import type { Value } from '../json/value.ts'
import { isList, isMap, toText } from '../task/properties/value-text.ts'

/** Leaves out members of maps that are null, at every depth; nulls in lists stay. So Kestra stores inputs and outputs. */
export function withoutNullMembers(value: Value): Value {
  if (isList(value)) return value.map(withoutNullMembers)
  if (!isMap(value)) return value
  const members = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNullMembers(member)]))
}

const MAX_ECHO = 400

/** A value as it may be repeated in a message: at most 400 characters. */
export function echo(value: Value): string {
  const text = value === null ? 'null' : toText(value)
  return text.length > MAX_ECHO ? `${text.slice(0, MAX_ECHO)}…` : text
}
