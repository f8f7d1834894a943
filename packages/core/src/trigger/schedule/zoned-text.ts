import { Temporal } from 'temporal-polyfill'

/** An instant as Kestra writes dates of schedules: ISO with the offset of the zone, `Z` for none, whole seconds without fraction. */
export function zonedText(at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const text = local.toString({ timeZoneName: 'never', offset: 'never' })
  return `${text}${local.offsetNanoseconds === 0 ? 'Z' : local.offset}`
}

/** The first instant of the day after that of `at`, in the zone. */
export function nextMidnight(at: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return local.startOfDay().add({ days: 1 }).epochMilliseconds
}

/** The first instant of the day of `at`, in the zone. */
export function midnight(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).startOfDay().epochMilliseconds
}

/**
 * An instant of a date and time: with an offset (a zone in brackets may follow), or in `zone`.
 * @throws RangeError when it is neither.
 */
export function readInstant(text: string, zone: string): number {
  const trimmed = text.trim()
  return /(?:Z|[+-]\d{2}:?\d{2})(?:\[[^\]]+\])?$/i.test(trimmed) && trimmed.includes('T')
    ? Temporal.Instant.from(trimmed).epochMilliseconds
    : Temporal.PlainDateTime.from(trimmed).toZonedDateTime(zone).epochMilliseconds
}

/** True when the runtime knows the zone. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}
