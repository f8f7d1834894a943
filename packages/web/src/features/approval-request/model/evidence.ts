import type { Execution, InputDeclaration, InputType } from '@countersign/contract'
import { printJson } from '../../../lib/api/lossless-json.ts'
import { readPath } from '../../../lib/approval-words.ts'
import { labelOf } from '../../../lib/form/field.ts'
import { formatDuration, parseIsoDuration } from '../../../lib/time/duration.ts'
import { formatDay, formatExact, parseInstant } from '../../../lib/time/relative.ts'

/** One fact that a decision rests on. `long` ones are laid out below their label. */
export interface EvidenceItem {
  readonly id: string
  readonly label: string
  /** Null when nothing was given. */
  readonly text: string | null
  readonly long: boolean
}

/**
 * Values of inputs in the order and with the names of their declarations; without those in the order of the values. Texts
 * are shown as they are: nothing in them becomes a link or a button.
 */
export function evidenceOf(
  inputs: Execution['inputs'],
  declarations: readonly InputDeclaration[],
): readonly EvidenceItem[] {
  const values = inputs ?? {}
  if (declarations.length === 0)
    return Object.entries(values).map(([id, value]) => toItem(id, labelOf(id), value, null))
  return declarations.map(({ id, displayName, type }) =>
    toItem(id, displayName ?? labelOf(id), readPath(values, id), type),
  )
}

function toItem(id: string, label: string, value: unknown, type: InputType | null): EvidenceItem {
  const text = toText(value, type)
  return { id, label, text, long: text !== null && (text.length > 60 || text.includes('\n')) }
}

function toText(value: unknown, type: InputType | null): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return toWords(value, type)
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'object') {
    const scalars = Array.isArray(value) && value.every((item) => typeof item !== 'object')
    return scalars ? value.map(String).join(', ') : printJson(value)
  }
  return String(value)
}

/** Dates with their weekday, instants in the reader's zone, durations as people say them, files by their name. */
function toWords(text: string, type: InputType | null): string {
  if (type === 'DATE') return formatDay(text) ?? text
  if (type === 'DATETIME') {
    const at = parseInstant(text)
    return at === null ? text : formatExact(at)
  }
  if (type === 'DURATION') {
    const ms = parseIsoDuration(text)
    return ms === null ? text : formatDuration(ms)
  }
  return /^kestra:\/\//.test(text) ? (text.split('/').pop() ?? text) : text
}
