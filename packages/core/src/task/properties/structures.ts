import type { Value, ValueMap } from '../../json/value.ts'
import { PropertyError, type PropertyRenderer } from '../property.ts'
import { parseJsonText } from './json-text.ts'
import {
  type CheckedProperty,
  createProperty,
  LITERAL_RENDERER,
  type OptionalProperty,
  type PropertyProblem,
} from './property-builder.ts'
import { misfit } from './scalars.ts'
import { isList, isMap, toText } from './value-text.ts'

/** A list or map with the renderer that its members still need: the literal one when it came out of an expression. */
export interface Structure<T> {
  readonly value: T
  readonly renderer: PropertyRenderer
}

/**
 * A list. A text is rendered and must give a list, or JSON text of one (so `{{ outputs.a.list }}` works, and so does a JSON text
 * with expressions in its elements). What came out of an expression is not rendered a second time.
 */
export function listProperty<T>(item: CheckedProperty<T>): OptionalProperty<readonly Exclude<T, undefined>[]> {
  return createProperty({
    schema: { type: 'array', items: item.schema },
    convert: (raw, renderer, path) => {
      const list = readStructure(raw, renderer, path, isList, 'list')
      return list.value.map((member, index) => {
        const value = item.render(member, list.renderer, `${path}[${index}]`)
        if (isGiven(value)) return value
        throw new PropertyError(`Property \`${path}[${index}]\` is empty; give it a value or remove it.`)
      })
    },
    problems: (raw, path) => {
      const list = literalStructure(raw, path, isList, 'list')
      if ('problem' in list) return [list.problem]
      return list.value.flatMap((member, index) => item.problems(member, `${path}[${index}]`))
    },
  })
}

/**
 * A map with free keys. Keys are rendered too; when two become equal the first wins, as in Kestra. Members that render to
 * nothing are left out. A text is rendered and must give a map, or JSON text of one.
 */
export function mapProperty<T>(
  member: CheckedProperty<T>,
): OptionalProperty<Readonly<Record<string, Exclude<T, undefined>>>> {
  return createProperty({
    schema: { type: 'object', additionalProperties: member.schema },
    convert: (raw, renderer, path) => {
      const map = readStructure(raw, renderer, path, isMap, 'map')
      const rendered = new Map<string, Exclude<T, undefined>>()
      for (const [name, given] of Object.entries(map.value)) {
        const key = map.renderer.text(name)
        const value = member.render(given, map.renderer, `${path}.${key}`)
        if (isGiven(value) && !rendered.has(key)) rendered.set(key, value)
      }
      return Object.fromEntries(rendered)
    },
    problems: (raw, path) => {
      const map = literalStructure(raw, path, isMap, 'map')
      if ('problem' in map) return [map.problem]
      return Object.entries(map.value).flatMap(([name, given]) => member.problems(given, `${path}.${name}`))
    },
  })
}

/**
 * Any value. Texts inside structures are rendered to text, keys too, and other scalars pass as they are (engine.md 5.4;
 * expressions.md 5.2). A text at the top is rendered to text as well.
 */
export function anyProperty(): OptionalProperty<Value> {
  return createProperty<Value>({ schema: {}, takesNull: true, convert: (raw, renderer) => renderTexts(raw, renderer) })
}

/**
 * Any value, where a text means what it says in JSON: `{"a": 1}` becomes a map. A single expression keeps its value's type;
 * texts inside a written structure stay texts.
 */
export function jsonProperty(): OptionalProperty<Value> {
  return createProperty<Value>({
    schema: {},
    convert: (raw, renderer, path) => {
      if (typeof raw !== 'string') return renderTexts(raw, renderer)
      const written = parseJsonText(raw)
      if (written.ok) return renderTexts(written.value, renderer) ?? undefined
      const value = renderer.typed(raw)
      if (typeof value !== 'string') return value ?? undefined
      return value.trim() === '' ? undefined : requireJson(value, path)
    },
  })
}

/** One text or a list of texts; rendered to a list. A text is one element, whatever it holds. */
export function textsProperty(): OptionalProperty<readonly string[]> {
  return createProperty<readonly string[]>({
    schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    convert: (raw, renderer, path) => {
      if (isMap(raw))
        throw misfit(path, raw, 'is neither a text nor a list of texts', 'Write a text or a list of texts')
      if (!isList(raw)) return [textOf(raw, renderer, path)]
      return raw.map((member, index) => textOf(member, renderer, `${path}[${index}]`))
    },
  })
}

function textOf(raw: Value, renderer: PropertyRenderer, path: string): string {
  if (typeof raw === 'string') return renderer.text(raw)
  if (isList(raw) || isMap(raw)) throw misfit(path, raw, 'is no text', 'Write a text')
  return toText(raw)
}

function renderTexts(raw: Value, renderer: PropertyRenderer): Value {
  if (typeof raw === 'string') return renderer.text(raw)
  if (isList(raw)) return raw.map((member) => renderTexts(member, renderer))
  if (!isMap(raw)) return raw
  const rendered = new Map<string, Value>()
  for (const [name, member] of Object.entries(raw)) {
    const key = renderer.text(name)
    const value = renderTexts(member, renderer)
    if (!rendered.has(key)) rendered.set(key, value)
  }
  return Object.fromEntries(rendered) satisfies ValueMap
}

/**
 * Reads a list or map. A text that is JSON as written is read first and its members are rendered one by one, so that a quote
 * in a rendered value cannot break it; any other text is rendered as a whole.
 * @throws PropertyError when it is neither.
 */
export function readStructure<T extends Value>(
  raw: Value,
  renderer: PropertyRenderer,
  path: string,
  fits: (value: Value) => value is T,
  kind: string,
): Structure<T> {
  if (fits(raw)) return { value: raw, renderer }
  if (typeof raw === 'string') {
    const written = parseJsonText(raw)
    if (written.ok && fits(written.value)) return { value: written.value, renderer }
    const rendered = renderer.typed(raw)
    if (fits(rendered)) return { value: rendered, renderer: LITERAL_RENDERER }
    if (typeof rendered === 'string') {
      const value = requireJson(rendered, path)
      if (fits(value)) return { value, renderer: LITERAL_RENDERER }
    }
    throw misfit(path, rendered, `is no ${kind}`, `Write a ${kind}, or an expression that gives one`)
  }
  throw misfit(path, raw, `is no ${kind}`, `Write a ${kind}`)
}

/** The structure as written, or the problem that it has none. Texts with expressions never come here. */
export function literalStructure<T extends Value>(
  raw: Value,
  path: string,
  fits: (value: Value) => value is T,
  kind: string,
): { readonly value: T } | { readonly problem: PropertyProblem } {
  try {
    return { value: readStructure(raw, LITERAL_RENDERER, path, fits, kind).value }
  } catch (error) {
    if (error instanceof PropertyError) return { problem: { path, message: error.message } }
    throw error
  }
}

function requireJson(text: string, path: string): Value {
  const parsed = parseJsonText(text)
  if (parsed.ok) return parsed.value
  const { line, column, problem } = parsed.fault
  throw new PropertyError(`Property \`${path}\` is no valid JSON: line ${line}, column ${column}: ${problem}.`)
}

function isGiven<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined
}
