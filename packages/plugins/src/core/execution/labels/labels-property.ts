import { type CheckedProperty, isList, isMap, PropertyError, p, toText, type Value } from '@countersign/plugin-sdk'

/** A label as the engine keeps it. */
export interface GivenLabel {
  readonly key: string
  readonly value: string
}

const written = p.any()
const json = p.json()

/**
 * Labels as a map, as a list of `{key, value}`, or as JSON text of either. As in Kestra the values of a written map or list
 * must be texts, while JSON text may hold other scalars (engine.md 5.3; observed la-task-int, la-task-list).
 */
export const labelsProperty: CheckedProperty<readonly GivenLabel[]> = {
  schema: { anyOf: [{ type: 'object' }, { type: 'array', items: { type: 'object' } }, { type: 'string' }] },
  required: true,
  description:
    'A map, a list of objects with key and value, or JSON text of one of them. Keys of the system are refused.',
  problems: (raw, path) =>
    raw === undefined || raw === null ? [{ path, message: `Property \`${path}\` is required; give it a value.` }] : [],
  render(raw, renderer, path) {
    const isText = typeof raw === 'string'
    const value = (isText ? json : written).render(raw, renderer, path)
    if (value === undefined || value === null)
      throw new PropertyError(`Property \`${path}\` is required; give it a value.`)
    return entriesOf(value, path).map(([key, label]) => ({
      key: checkedKey(key, path),
      value: isText ? scalarText(label, path, key) : textOnly(label, path, key),
    }))
  },
}

function entriesOf(value: Value, path: string): readonly (readonly [Value, Value])[] {
  if (isMap(value)) return Object.entries(value)
  if (isList(value)) return value.map((item) => entryOf(item, path))
  throw new PropertyError(`Property \`${path}\` must be a map, or a list of objects with \`key\` and \`value\`.`)
}

function entryOf(item: Value, path: string): readonly [Value, Value] {
  if (isMap(item) && item.key !== undefined && item.value !== undefined) return [item.key, item.value]
  throw new PropertyError(`Property \`${path}\`: every label of a list needs \`key\` and \`value\`.`)
}

function checkedKey(key: Value, path: string): string {
  if (typeof key !== 'string' || key.trim() === '') {
    throw new PropertyError(`Property \`${path}\`: a label needs a key that is a text and not empty.`)
  }
  if (key.startsWith('system.')) {
    throw new PropertyError(
      `Property \`${path}\`: the label \`${key}\` is the system's own; use a key without \`system.\`.`,
    )
  }
  return key
}

function scalarText(value: Value, path: string, key: Value): string {
  if (value === null || isMap(value) || isList(value)) throw noText(path, key)
  return toText(value)
}

function textOnly(value: Value, path: string, key: Value): string {
  if (typeof value === 'string') return value
  throw noText(path, key)
}

function noText(path: string, key: Value): PropertyError {
  return new PropertyError(`Property \`${path}\`: the value of label \`${toText(key)}\` is no text; put it in quotes.`)
}
