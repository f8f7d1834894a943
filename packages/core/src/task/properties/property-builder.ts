import type { Value } from '../../json/value.ts'
import { type JsonSchema, type Property, PropertyError, type PropertyRenderer } from '../property.ts'
import { mayHoldTemplate } from './template-text.ts'

/** Something in a flow that its property will never accept. `path` is such as `options.port` or `conditions[1]`. */
export interface PropertyProblem {
  readonly path: string
  readonly message: string
}

/** How one kind of property reads what a flow gives it. */
export interface PropertyKind<T> {
  /** Schema of a literal value. */
  readonly schema: JsonSchema
  /** True for kinds to which null is a value like others; for all others null means that the property is absent. */
  readonly takesNull?: boolean
  /**
   * The typed value of `raw`; undefined when it is blank, so that the default applies.
   * @throws PropertyError when the value does not fit.
   */
  convert(raw: Value, renderer: PropertyRenderer, path: string): T | undefined
  /** Problems of a composed value, member by member. Kinds without it are checked by converting the literal. */
  problems?(raw: Value, path: string): readonly PropertyProblem[]
}

/** A property that can also be checked before anything is rendered. */
export interface CheckedProperty<T> extends Property<T> {
  /** Problems of what the flow says, as far as they can be known without rendering; `raw` is undefined when absent. */
  problems(raw: Value | undefined, path: string): readonly PropertyProblem[]
}

/** A property that always has a value once rendered. Every method gives a new property. */
export interface PresentProperty<T> extends CheckedProperty<T> {
  /** One or two sentences for the editor and the reference page. */
  describe(text: string): PresentProperty<T>
  /** Taken as written: braces in it are no expression. */
  static(): PresentProperty<T>
}

/**
 * A property that renders to undefined when the flow says nothing. Every method gives a new property.
 *
 * @example `p.int().default(25).describe('Port of the mail server.')`
 */
export interface OptionalProperty<T> extends CheckedProperty<T | undefined> {
  /** The flow must give it: it is refused when it is absent or null, and when its expression gives nothing. */
  mandatory(): PresentProperty<T>
  /** The typed value to use when the flow says nothing, or its expression gives nothing. */
  default(value: T): PresentProperty<T>
  /** One or two sentences for the editor and the reference page. */
  describe(text: string): OptionalProperty<T>
  /** Taken as written: braces in it are no expression. */
  static(): OptionalProperty<T>
}

/** Gives every text back as it is: for static properties, and for values that have been rendered already. */
export const LITERAL_RENDERER: PropertyRenderer = { text: (text) => text, typed: (text) => text }

interface Settings<T> {
  readonly kind: PropertyKind<T>
  readonly description: string
  readonly rendered: boolean
}

/** What a property is when it is absent: `value` throws where there is nothing to fall back on. */
interface Absence<T> {
  readonly required: boolean
  readonly schema: JsonSchema
  value(path: string): T
}

/** Makes the property of a kind: optional, rendered, without a default. */
export function createProperty<T>(kind: PropertyKind<T>): OptionalProperty<T> {
  return optional({ kind, description: '', rendered: true })
}

/** Makes a property that has the value `absent()` when the flow says nothing. */
export function createPresentProperty<T>(kind: PropertyKind<T>, absent: () => T): PresentProperty<T> {
  return present({ kind, description: '', rendered: true }, { required: false, schema: {}, value: absent })
}

function optional<T>(settings: Settings<T>): OptionalProperty<T> {
  return {
    schema: schemaOf(settings),
    required: false,
    description: settings.description,
    render: (raw, renderer, path) => convert(settings, raw, renderer, path),
    problems: (raw, path) => (isAbsent(settings, raw) ? [] : givenProblems(settings, raw, path)),
    mandatory: () => present(settings, { required: true, schema: {}, value: refuseAbsence }),
    default: (value) => present(settings, { required: false, schema: { default: value }, value: () => value }),
    describe: (description) => optional({ ...settings, description }),
    static: () => optional({ ...settings, rendered: false }),
  }
}

function present<T>(settings: Settings<T>, absence: Absence<T>): PresentProperty<T> {
  return {
    schema: { ...schemaOf(settings), ...absence.schema },
    required: absence.required,
    description: settings.description,
    render(raw, renderer, path) {
      const value = convert(settings, raw, renderer, path)
      return value === undefined ? absence.value(path) : value
    },
    problems(raw, path) {
      if (!isAbsent(settings, raw)) return givenProblems(settings, raw, path)
      return absence.required ? [{ path, message: requiredMessage(path) }] : []
    },
    describe: (description) => present({ ...settings, description }, absence),
    static: () => present({ ...settings, rendered: false }, absence),
  }
}

function requiredMessage(path: string): string {
  return `Property \`${path}\` is required; give it a value.`
}

function refuseAbsence(path: string): never {
  throw new PropertyError(requiredMessage(path))
}

function isAbsent<T>(settings: Settings<T>, raw: Value | undefined): raw is undefined {
  return raw === undefined || (raw === null && settings.kind.takesNull !== true)
}

function convert<T>(
  settings: Settings<T>,
  raw: Value | undefined,
  renderer: PropertyRenderer,
  path: string,
): T | undefined {
  if (isAbsent(settings, raw)) return undefined
  return settings.kind.convert(raw, settings.rendered ? renderer : LITERAL_RENDERER, path)
}

function givenProblems<T>(settings: Settings<T>, raw: Value, path: string): readonly PropertyProblem[] {
  if (settings.rendered && typeof raw === 'string' && mayHoldTemplate(raw)) return []
  if (settings.kind.problems !== undefined) return settings.kind.problems(raw, path)
  try {
    settings.kind.convert(raw, LITERAL_RENDERER, path)
    return []
  } catch (error) {
    if (error instanceof PropertyError) return [{ path, message: error.message }]
    throw error
  }
}

/** Editors offer a text beside the typed literal wherever an expression may stand. */
function schemaOf<T>(settings: Settings<T>): JsonSchema {
  const { schema } = settings.kind
  const anyText = schema.type === 'string' && schema.enum === undefined && schema.format !== 'duration'
  const takesExpression = settings.rendered && !anyText
  return {
    ...(takesExpression ? { anyOf: [schema, { type: 'string' }] } : schema),
    ...(settings.description === '' ? {} : { description: settings.description }),
    $dynamic: settings.rendered,
  }
}
