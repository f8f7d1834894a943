import { toIsoDuration } from '../time/duration.ts'
import type { Field, FieldValue } from './field.ts'

/** What is sent for a field: the text that the API parses by the input's type, a file, or nothing. */
export type WireValue = string | File

/**
 * The value to send; null leaves the input out, so that its default applies. An emptied field whose flow gives a default is
 * sent as empty text: its author wanted no value, not the default.
 */
export function toWireValue(field: Field, value: FieldValue): WireValue | null {
  if (value instanceof File) return value
  const { control } = field
  if (typeof value !== 'string') return value.length === 0 && !field.hasDefault ? null : JSON.stringify(value)
  if (value === '') return field.hasDefault ? '' : null
  if (control.kind === 'duration') return toIsoDuration(value)
  if (control.kind === 'lines') return JSON.stringify(linesOf(value))
  if (control.kind === 'moment' && control.of === 'datetime') return toInstant(value)
  if (control.kind === 'number') return value.trim()
  return value
}

/** The lines of a list field: trimmed, without the empty ones. */
function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The instant of a local date and time, in UTC. A text that is none goes out as it is: the server says what is wrong. */
function toInstant(local: string): string {
  const at = new Date(local)
  return Number.isNaN(at.getTime()) ? local : at.toISOString()
}
