import type { FieldError } from '@countersign/contract'
import type { Field, FieldValue } from './field.ts'
import { toWireValue, type WireValue } from './wire-value.ts'

/** A form while it is filled in. Errors are the server's words, by field; those of no field are `formErrors`. */
export interface FormState {
  readonly values: Readonly<Record<string, FieldValue>>
  readonly errors: Readonly<Record<string, readonly string[]>>
  readonly formErrors: readonly string[]
}

/** A fresh form: initial values, over them what was typed before (a draft). */
export function startForm(fields: readonly Field[], draft: Readonly<Record<string, FieldValue>> = {}): FormState {
  const values: Record<string, FieldValue> = {}
  for (const field of fields) values[field.id] = draft[field.id] ?? field.initial
  return { values, errors: {}, formErrors: [] }
}

/** Typing into a field takes its error away: it spoke of another value. */
export function changeField(form: FormState, id: string, value: FieldValue): FormState {
  const { [id]: _answered, ...errors } = form.errors
  return { values: { ...form.values, [id]: value }, errors, formErrors: form.formErrors }
}

/**
 * Puts the server's errors at their fields. A path below a field (`person.name` of the field `person`, `items[0]`) belongs
 * to that field; errors of no field of this form stand above it.
 */
export function placeErrors(form: FormState, fields: readonly Field[], found: readonly FieldError[]): FormState {
  const errors: Record<string, string[]> = {}
  const formErrors: string[] = []
  for (const { field: path, message } of found) {
    const owner = ownerOf(path, fields)
    if (owner === null) {
      formErrors.push(path === '' ? message : `${path}: ${message}`)
      continue
    }
    const messages = errors[owner.id] ?? []
    messages.push(message)
    errors[owner.id] = messages
  }
  return { values: form.values, errors, formErrors }
}

/** The first field with an error, in the order of the form: where the focus goes. */
export function firstErrorField(form: FormState, fields: readonly Field[]): Field | null {
  return fields.find(({ id }) => form.errors[id] !== undefined) ?? null
}

/** The values to send, by input id; fields left empty are absent. */
export function wireValues(form: FormState, fields: readonly Field[]): ReadonlyMap<string, WireValue> {
  const wire = new Map<string, WireValue>()
  for (const field of fields) {
    const value = toWireValue(field, form.values[field.id] ?? '')
    if (value !== null) wire.set(field.id, value)
  }
  return wire
}

function ownerOf(path: string, fields: readonly Field[]): Field | null {
  const bare = path.replace(/^inputs\./, '')
  const candidates = fields.filter(
    ({ id }) => bare === id || bare.startsWith(`${id}.`) || bare.startsWith(`${id}[`) || path === id,
  )
  return candidates.reduce<Field | null>(
    (longest, field) => (longest === null || field.id.length > longest.id.length ? field : longest),
    null,
  )
}
