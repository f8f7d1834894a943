import type { Value, ValueMap } from '../json/value.ts'

/** JSON Schema of a property or of a whole task, as shown to editors. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** How properties are rendered: both throw an expression error, or a pending signal when a host answer is missing. */
export interface PropertyRenderer {
  /** Renders to text. */
  text(template: string): string
  /** Renders a template that is one single expression to its value with its type kept; else to text. */
  typed(template: string): Value
}

/**
 * One property of a task type. `render` takes the raw value of the flow (a literal, a template, or absent as undefined) and
 * gives the typed value that the task works with; it throws `PropertyError` when the value does not fit.
 */
export interface Property<T> {
  readonly schema: JsonSchema
  readonly required: boolean
  readonly description: string
  render(raw: Value | undefined, renderer: PropertyRenderer, path: string): T
}

/** The properties of a task type by name. */
export type PropertyShape = Readonly<Record<string, Property<unknown>>>

/** What rendering a shape gives. */
export type Rendered<S extends PropertyShape> = { readonly [K in keyof S]: S[K] extends Property<infer T> ? T : never }

/** A property that has a wrong value once rendered; the task run fails with this message. */
export class PropertyError extends Error {
  override readonly name = 'PropertyError'
}

/** Renders all properties of a task. Unknown members were refused when the flow was saved. */
export function renderProperties<S extends PropertyShape>(
  shape: S,
  raw: ValueMap,
  renderer: PropertyRenderer,
): Rendered<S> {
  const rendered: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(shape)) {
    rendered[name] = property.render(Object.hasOwn(raw, name) ? raw[name] : undefined, renderer, name)
  }
  // The loop above filled one entry for each member of the shape with what its own `render` gave.
  return rendered as Rendered<S>
}
