import { dateFault } from './date-fault.ts'

/** A time zone: how templates name it, and how the calendar does. */
export interface Zone {
  /** As Java prints it: `Europe/Paris`, `+02:00`, `GMT+01:00`, `Z`. */
  readonly id: string
  /** An IANA name or an offset of hours and minutes. */
  readonly calendarId: string
}

const OFFSET = /^([+-])(\d{1,2})(?::?(\d{2})(?::?(\d{2}))?)?$/
const PREFIXED = /^(UTC|GMT|UT)([+-].+)?$/
const REGION = /^[A-Za-z][A-Za-z0-9~/._+-]+$/
/** Abbreviations of three capitals that are regions in Java; all others (`EST`, `PST`) are not. */
const ABBREVIATIONS = new Set(['CET', 'EET', 'MET', 'WET', 'UCT', 'PRC', 'ROC', 'ROK'])
const MAX_OFFSET_HOURS = 18

export const UTC: Zone = { id: 'UTC', calendarId: 'UTC' }

/**
 * Reads a zone as Java does: `Z`, `+02:00`, `+2`, `UTC`, `GMT+1`, `Europe/Paris` (capitals matter).
 *
 * @throws Fault with `EXPRESSION_VALUE`
 */
export function parseZone(text: string): Zone {
  if (text === 'Z') return { id: 'Z', calendarId: 'UTC' }
  const offset = normalOffset(text)
  if (offset !== null) return offset === '+00:00' ? { id: 'Z', calendarId: 'UTC' } : { id: offset, calendarId: offset }
  const [, prefix, rest] = PREFIXED.exec(text) ?? []
  if (prefix !== undefined) {
    if (rest === undefined) return { id: prefix, calendarId: 'UTC' }
    const inner = normalOffset(rest)
    if (inner !== null)
      return inner === '+00:00' ? { id: prefix, calendarId: 'UTC' } : { id: prefix + inner, calendarId: inner }
  }
  if (REGION.test(text) && isRegion(text)) return { id: text, calendarId: text }
  throw dateFault(
    `There is no time zone \`${text}\``,
    'Write a name such as `Europe/Paris`, or an offset such as `+02:00`.',
  )
}

/** `+2`, `+0200`, `+02:00` as `+02:00`; null for other texts. */
function normalOffset(text: string): string | null {
  const [, sign, hours, minutes = '00', seconds = '00'] = OFFSET.exec(text) ?? []
  if (sign === undefined || hours === undefined) return null
  const beyond = Number(hours) > MAX_OFFSET_HOURS || Number(minutes) > 59 || seconds !== '00'
  if (beyond || (Number(hours) === MAX_OFFSET_HOURS && minutes !== '00')) return null
  const zero = Number(hours) === 0 && minutes === '00'
  return `${zero ? '+' : sign}${hours.padStart(2, '0')}:${minutes}`
}

function isRegion(text: string): boolean {
  if (/^[A-Z]{3}$/.test(text) && !ABBREVIATIONS.has(text)) return false
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions()
    // The platform does not mind about capitals. Names that it replaces by another one are compared by their shape only.
    return timeZone.toLowerCase() === text.toLowerCase() ? timeZone === text : /^[A-Z]/.test(text)
  } catch {
    return false
  }
}
