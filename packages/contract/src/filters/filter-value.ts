import { STATES } from '@countersign/core'
import type { FilterField } from './query-filter.ts'

/** The value in its one form, or what is wrong with it. */
export type CheckedValue =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string }

const CHOICES: Readonly<Partial<Record<FilterField, readonly string[]>>> = {
  state: STATES,
  scope: ['USER', 'SYSTEM'],
  childFilter: ['MAIN', 'CHILD'],
  kind: ['NORMAL', 'TEST', 'PLAYGROUND'],
}

/** Checks one value of a filter and brings it into its one form. */
export function checkFilterValue(field: FilterField, text: string): CheckedValue {
  const choices = CHOICES[field]
  if (choices !== undefined) {
    const word = text.trim().toUpperCase()
    if (choices.includes(word)) return { ok: true, value: word }
    return { ok: false, message: `“${text}” is none of ${choices.join(', ')}` }
  }
  if (field === 'startDate' || field === 'endDate') {
    const instant = parseInstant(text)
    if (instant !== null) return { ok: true, value: new Date(instant).toISOString() }
    return { ok: false, message: `“${text}” is no instant such as 2026-11-24T09:00:00Z` }
  }
  if (field === 'timeRange' && parseTimeRange(text) === null) {
    return { ok: false, message: `“${text}” is no duration of days, hours, minutes and seconds such as P1D or PT24H` }
  }
  return { ok: true, value: text }
}

/**
 * Milliseconds of an instant with seconds, fraction and zone optional (api.md 1.6); without a zone it is UTC, where
 * Kestra answers 500. A blank before the offset is a `+` that the query decoding ate.
 */
export function parseInstant(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[ +-]\d{2}:?\d{2})?$/.exec(text.trim())
  if (match === null) return null
  const [, minutes = '', seconds = ':00', zone = 'Z'] = match
  const offset = zone === 'Z' ? zone : zone.replace(' ', '+').replace(/^(.\d{2})(\d{2})$/, '$1:$2')
  const instant = Date.parse(`${minutes}${seconds.slice(0, 7)}${offset}`)
  return Number.isNaN(instant) ? null : instant
}

/** Milliseconds of an ISO duration of days and below; years and months have no fixed length and are refused. */
export function parseTimeRange(text: string): number | null {
  const match = /^P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/i.exec(text.trim())
  if (match === null || match.slice(1).every((part) => part === undefined)) return null
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)
}
