import type { InputDeclaration } from '@countersign/contract'

/**
 * What a control of the form holds: text (also of numbers, dates, and the three values of a yes-or-no: `true`, `false` and
 * empty for "not said"), several texts, or a file.
 */
export type FieldValue = string | readonly string[] | File

/** How a value is asked for. */
export type FieldControl =
  | { readonly kind: 'text'; readonly mode: 'text' | 'email' | 'url' | 'secret'; readonly long: boolean }
  | { readonly kind: 'number'; readonly whole: boolean; readonly min: string | null; readonly max: string | null }
  | { readonly kind: 'yes-no' }
  | {
      readonly kind: 'moment'
      readonly of: 'date' | 'time' | 'datetime'
      readonly min: string | null
      readonly max: string | null
    }
  | { readonly kind: 'duration' }
  | { readonly kind: 'choice'; readonly look: 'radio' | 'list' | 'suggestions'; readonly options: readonly string[] }
  | { readonly kind: 'choices'; readonly options: readonly string[]; readonly custom: boolean }
  | { readonly kind: 'lines' }
  | { readonly kind: 'source'; readonly language: 'JSON' | 'YAML' }
  | { readonly kind: 'file'; readonly accept: string }

/** One field of a generated form. */
export interface Field {
  readonly id: string
  readonly label: string
  /** What its author says about it; null when the label says it all. */
  readonly help: string | null
  readonly required: boolean
  readonly control: FieldControl
  readonly initial: FieldValue
  /** True when the flow gives a value, so that an emptied field differs from one that was never filled. */
  readonly hasDefault: boolean
}

/** Up to this many choices are laid open as radio buttons, where one thumb reaches each. */
const MAX_OPEN_CHOICES = 5

/** Words in names that promise more than one line. */
const LONG_TEXT =
  /(^|[^a-z])(reason|notes?|comments?|description|message|body|text|justification|details?|summary)([^a-z]|$)/

/** Makes the field that asks for a declared input. */
export function toField(input: InputDeclaration): Field {
  const control = toControl(input)
  const given = input.defaults ?? input.prefill
  return {
    id: input.id,
    label: input.displayName ?? labelOf(input.id),
    help: input.description ?? null,
    required: input.required ?? true,
    control,
    initial: initialValue(input, control, given),
    hasDefault: input.defaults !== undefined && input.defaults !== null,
  }
}

/** A label from an id: `start_date` becomes "Start date", `request.costCentre` "Request cost centre". */
export function labelOf(id: string): string {
  const words = id
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[\s._-]+/)
    .filter((word) => word !== '')
    .map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function toControl(input: InputDeclaration): FieldControl {
  switch (input.type) {
    case 'INT':
    case 'FLOAT':
      return { kind: 'number', whole: input.type === 'INT', min: textOrNull(input.min), max: textOrNull(input.max) }
    case 'BOOLEAN':
    case 'BOOL':
      return { kind: 'yes-no' }
    case 'DATE':
      return moment('date', input)
    case 'TIME':
      return moment('time', input)
    case 'DATETIME':
      return moment('datetime', input)
    case 'DURATION':
      return { kind: 'duration' }
    case 'ENUM':
    case 'SELECT':
      return choice(input)
    case 'MULTISELECT':
      return { kind: 'choices', options: input.values ?? input.options ?? [], custom: input.allowCustomValue ?? false }
    case 'ARRAY':
      return input.itemType === 'JSON' ? { kind: 'source', language: 'JSON' } : { kind: 'lines' }
    case 'JSON':
    case 'YAML':
      return { kind: 'source', language: input.type }
    case 'FILE':
      return { kind: 'file', accept: [...(input.accept ?? []), ...(input.allowedFileExtensions ?? [])].join(',') }
    case 'EMAIL':
      return { kind: 'text', mode: 'email', long: false }
    case 'URI':
      return { kind: 'text', mode: 'url', long: false }
    case 'SECRET':
      return { kind: 'text', mode: 'secret', long: false }
    case 'STRING':
    case 'FORM':
      return { kind: 'text', mode: 'text', long: isLongText(input) }
  }
}

function isLongText(input: InputDeclaration): boolean {
  if (input.validator !== undefined) return false
  const names = [input.id.replace(/([a-z\d])([A-Z])/g, '$1 $2'), input.displayName ?? '', input.description ?? '']
  return names.some((name) => LONG_TEXT.test(name.toLowerCase()))
}

function choice(input: InputDeclaration): FieldControl {
  const options = input.values ?? input.options ?? []
  if (input.allowCustomValue === true) return { kind: 'choice', look: 'suggestions', options }
  const open = input.isRadio === true || options.length <= MAX_OPEN_CHOICES
  return { kind: 'choice', look: open ? 'radio' : 'list', options }
}

function moment(of: 'date' | 'time' | 'datetime', input: InputDeclaration): FieldControl {
  const bound = (text: string | undefined) =>
    text === undefined ? null : of === 'datetime' ? toLocalMoment(text) : text
  return { kind: 'moment', of, min: bound(input.after), max: bound(input.before) }
}

function initialValue(input: InputDeclaration, control: FieldControl, given: unknown): FieldValue {
  if (control.kind === 'choices') return Array.isArray(given) ? given.map(plainText) : []
  if (control.kind === 'lines') return Array.isArray(given) ? given.map(plainText).join('\n') : ''
  if (control.kind === 'file') return ''
  if (given === undefined || given === null) {
    const first = control.kind === 'choice' && input.autoSelectFirst === true ? control.options[0] : undefined
    return first ?? ''
  }
  if (control.kind === 'source') return typeof given === 'string' ? given : JSON.stringify(given, null, 2)
  if (control.kind === 'moment' && control.of === 'datetime') return toLocalMoment(plainText(given)) ?? ''
  return plainText(given)
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function textOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : plainText(value)
}

/** An instant as the browser's control wants it: local time without a zone. Null for a text that is no instant. */
export function toLocalMoment(instant: string): string | null {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return null
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, local.getUTCSeconds() === 0 ? 16 : 19)
}
