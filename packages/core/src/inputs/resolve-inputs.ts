import type { FieldError } from '../errors/app-error.ts'
import type { Value, ValueMap } from '../json/value.ts'
import type { PropertyRenderer } from '../task/property.ts'
import { coerceInput, type DateTimeStyle, type Encrypt } from './coerce.ts'
import type { InputDeclaration, RawInput, RawInputs } from './declaration.ts'
import { nestValues } from './nest-values.ts'
import { createInputRendering, type InputRendering } from './render-input.ts'
import type { UploadedFile } from './upload.ts'
import { withoutNullMembers } from './value-text.ts'

/** What resolving needs from outside. */
export interface InputContext {
  /** `six-digits` for inputs of a flow, `shortest` for the form of a Pause (observed/engine.md "DATETIME"). */
  readonly dateTimes: DateTimeStyle
  /**
   * Renders defaults, conditions and lists of choices. `inputs` are the values of the declared dependencies, nested; the
   * caller adds whatever else expressions may see, and lets the execution's own inputs win over those of a form.
   */
  rendererFor(inputs: ValueMap): PropertyRenderer
  /** True for the signal that an answer of the host is missing: it is thrown on untouched. */
  isPending(error: unknown): boolean
  /** The address that an uploaded file gets: it becomes the value, and whoever resolves stores the file there. */
  placeOf(declaration: InputDeclaration, file: UploadedFile): string
  /** Absent when the server has no encryption key. */
  readonly encrypt?: Encrypt
  /** What the inputs belong to, for the warning about undeclared ones, such as "flow `hr.vacation`". */
  readonly owner: string
}

/** One input as it stands with what was given: for dynamic forms and for validation before sending. */
export interface ResolvedInput {
  /** The declaration, with computed choices in `values`. */
  readonly input: InputDeclaration
  /** What was given, coerced; as it was given when it is wrong; undefined when there is nothing. SECRETs are left out. */
  readonly value: Value | undefined
  readonly enabled: boolean
  readonly isDefault: boolean
  readonly errors: readonly string[]
}

export interface ResolvedInputs {
  /** Values of enabled inputs, dotted ids nested; an optional input that was not given is null. Use only without `errors`. */
  readonly values: ValueMap
  /** One for each declaration, in order. */
  readonly reports: readonly ResolvedInput[]
  /** Everything that is wrong, in the order of the declarations. */
  readonly errors: readonly FieldError[]
  /** Texts for the log, such as about inputs that nobody declared. */
  readonly warnings: readonly string[]
}

interface Resolution {
  readonly declaration: InputDeclaration
  readonly enabled: boolean
  readonly isDefault: boolean
  /** Undefined when there is none, because of an error or because the input is disabled. */
  readonly value: Value | undefined
  /** What to show in a report when `value` is undefined or secret. */
  readonly shown: Value | undefined
  readonly errors: readonly FieldError[]
}

/**
 * Resolves what was given against its declarations: inputs of a flow, of a Pause's form and of a Subflow alike (engine.md
 * 2.3, observed/engine.md). Defaults and conditions are rendered, values coerced and checked, and ALL problems reported.
 *
 * @throws whatever `context.isPending` is true for
 */
export function resolveInputs(
  declarations: readonly InputDeclaration[],
  raw: RawInputs,
  context: InputContext,
): ResolvedInputs {
  const resolutions = createResolver(declarations, raw, context).all()
  const errors = resolutions.flatMap((resolution) => resolution.errors)
  const present = resolutions.filter(({ enabled, value }) => enabled && value !== undefined)
  const nested = nestValues(present.map(({ declaration, value }) => [declaration.id, value ?? null]))
  return {
    values: nested.values,
    reports: resolutions.map(toReport),
    errors: [...errors, ...nested.conflicts.map(nestingError)],
    warnings: undeclaredWarnings(resolutions, raw, context.owner),
  }
}

function createResolver(declarations: readonly InputDeclaration[], raw: RawInputs, context: InputContext) {
  const byId = new Map(declarations.map((declaration) => [declaration.id, declaration]))
  const done = new Map<string, Resolution>()
  const underway = new Set<string>()
  const rendering = createInputRendering(context)

  function resolve(declaration: InputDeclaration): Resolution {
    const known = done.get(declaration.id)
    if (known !== undefined) return known
    underway.add(declaration.id)
    const dependencies = dependenciesOf(declaration)
    const resolution = resolveOne(declaration, dependencies)
    underway.delete(declaration.id)
    done.set(declaration.id, resolution)
    return resolution
  }

  /** Unknown ids and circles are ignored here: they were refused when the flow was saved. */
  function dependenciesOf(declaration: InputDeclaration): readonly Resolution[] {
    return (declaration.dependsOn?.inputs ?? []).flatMap((id) => {
      const dependency = byId.get(id)
      return dependency === undefined || underway.has(id) ? [] : [resolve(dependency)]
    })
  }

  function resolveOne(declaration: InputDeclaration, dependencies: readonly Resolution[]): Resolution {
    const inputs = nestValues(dependencies.map(({ declaration: { id }, value }) => [id, value ?? null])).values
    const sent = raw.get(declaration.id)
    const upload = sent?.kind === 'file' ? sent.file : null
    const given = sent?.kind === 'file' ? context.placeOf(declaration, sent.file) : givenValue(sent)
    // A dependency that is wrong has said so itself; what could not be rendered because of it is no second error.
    const quiet = dependencies.some(({ errors }) => errors.length > 0)
    const condition = dependencies.every(({ enabled }) => enabled)
      ? rendering.condition(declaration, inputs)
      : { value: false }
    if ('error' in condition) return failed(declaration, given, quiet ? [] : [condition.error], false)
    if (!condition.value)
      return { declaration, enabled: false, isDefault: false, value: undefined, shown: undefined, errors: [] }
    const unusable = upload === null ? null : uploadError(declaration, upload)
    if (unusable !== null) return failed(declaration, upload?.name ?? undefined, [unusable])
    return resolveEnabled(declaration, given, rendering, inputs, quiet, context)
  }

  return { all: () => declarations.map(resolve) }
}

function resolveEnabled(
  declared: InputDeclaration,
  given: Value | undefined,
  rendering: InputRendering,
  inputs: ValueMap,
  quiet: boolean,
  context: InputContext,
): Resolution {
  const choices = rendering.choices(declared, inputs)
  if ('error' in choices) return failed(declared, given, quiet ? [] : [choices.error])
  const declaration = choices.value
  const fallback = given === undefined ? rendering.defaults(declaration, inputs) : { value: undefined }
  if ('error' in fallback) return failed(declaration, given, quiet ? [] : [fallback.error])
  const isDefault = given === undefined && fallback.value !== undefined
  const raw = given ?? fallback.value
  if (raw === undefined) {
    if (declaration.required) return failed(declaration, undefined, [missingError(declaration)])
    return { declaration, enabled: true, isDefault, value: null, shown: undefined, errors: [] }
  }
  const result = coerceInput(declaration, raw, context.dateTimes)
  if (!result.ok) return { ...failed(declaration, raw, [result.error]), isDefault }
  if (declaration.type !== 'SECRET') {
    return { declaration, enabled: true, isDefault, value: result.value, shown: result.value, errors: [] }
  }
  if (context.encrypt === undefined) return failed(declaration, undefined, [encryptionError(declaration)])
  const sealed = context.encrypt(String(result.value))
  return { declaration, enabled: true, isDefault, value: sealed, shown: undefined, errors: [] }
}

function failed(
  declaration: InputDeclaration,
  raw: Value | undefined,
  errors: readonly FieldError[],
  enabled = true,
): Resolution {
  const shown = declaration.type === 'SECRET' ? undefined : raw
  return { declaration, enabled, isDefault: false, value: undefined, shown, errors }
}

/** Undefined when nothing was given. An empty text of a form counts as nothing (observed/engine.md 258). */
function givenValue(raw: Exclude<RawInput, { readonly kind: 'file' }> | undefined): Value | undefined {
  if (raw === undefined) return undefined
  if (raw.kind === 'text') return raw.text === '' ? undefined : raw.text
  return raw.value ?? undefined
}

/** Kestra takes both in silence (observed/api.md D37); a file that is not used is a mistake of whoever sends it. */
function uploadError({ id, type }: InputDeclaration, { name, size }: UploadedFile): FieldError | null {
  const file = name === null ? 'the file' : `the file \`${name}\``
  const problem =
    type !== 'FILE'
      ? `it takes no file; ${file} was sent as one. Send a text`
      : `${file} is empty. Send one with content`
  return type === 'FILE' && size > 0 ? null : { field: id, code: 'INPUT_FILE', message: `Input \`${id}\`: ${problem}.` }
}

function missingError({ id }: InputDeclaration): FieldError {
  return { field: id, code: 'INPUT_MISSING', message: `Input \`${id}\` is required; no value was given.` }
}

function encryptionError({ id }: InputDeclaration): FieldError {
  const message = `Input \`${id}\` is a secret, and this server has no encryption key to store it with.`
  return { field: id, code: 'INPUT_ENCRYPTION', message }
}

function nestingError(id: string): FieldError {
  const message = `Input \`${id}\` has no place: another input stands where its map would be.`
  return { field: id, code: 'INPUT_NESTING', message }
}

function toReport({ declaration, shown, enabled, isDefault, errors }: Resolution): ResolvedInput {
  return { input: declaration, value: shown, enabled, isDefault, errors: errors.map((error) => error.message) }
}

/** Data for inputs that are not declared, or whose condition is false, is not used; that is said and not hidden. */
function undeclaredWarnings(resolutions: readonly Resolution[], raw: RawInputs, owner: string): readonly string[] {
  const used = new Set(resolutions.filter(({ enabled }) => enabled).map(({ declaration }) => declaration.id))
  const declared = new Set(resolutions.map(({ declaration }) => declaration.id))
  return [...raw.keys()]
    .filter((id) => !used.has(id))
    .map((id) =>
      declared.has(id)
        ? `Input \`${id}\` of ${owner} was given, but its condition is not met; the value is not used.`
        : `Input \`${id}\` was given, but ${owner} does not declare it; the value is not used.`,
    )
}

/** Resolved values as they are stored with a task's outputs: members that are null are left out (case pa-alltypes). */
export function storedFormValues(values: ValueMap): ValueMap {
  // A map without some of its members is a map.
  return withoutNullMembers(values) as ValueMap
}
