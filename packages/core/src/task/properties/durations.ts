import { createProperty, type OptionalProperty } from './property-builder.ts'
import { isBlank, misfit, numericText, scalar } from './scalars.ts'

const ISO =
  /^([+-])?P(?=\d|[+-]\d|T)(?:([+-]?\d+)D)?(?:T(?=[+-]?\d)(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?\d+)(?:[.,](\d{1,9}))?S)?)?$/i
const SECONDS = /^[+-]?(\d+\.?\d*|\.\d+)$/

/**
 * Reads an ISO 8601 duration of days, hours, minutes and seconds (`P1DT2H`, `PT0.5S`) or a number of seconds (`90`, `1.5`), as
 * Java's and Jackson's durations are read. Gives milliseconds; undefined when the text is no duration. Weeks, months and
 * years are no durations: a calendar would be needed.
 */
export function parseDuration(text: string): number | undefined {
  if (SECONDS.test(text)) return Math.round(Number(text) * 1000)
  const match = ISO.exec(text)
  if (match === null) return undefined
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match
  const fractionMs = Number(`0.${fraction || '0'}`) * 1000 * (seconds.startsWith('-') ? -1 : 1)
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
  return Math.round(whole * 1000 + fractionMs) * (sign === '-' ? -1 : 1) + 0
}

/** A duration, given as ISO 8601 text or as a number of seconds; rendered to milliseconds, never negative. */
export function durationProperty(): OptionalProperty<number> {
  return createProperty({
    schema: { type: 'string', format: 'duration' },
    convert: (raw, renderer, path) => {
      const value = scalar(raw, renderer)
      if (isBlank(value)) return undefined
      const milliseconds = parseDuration(numericText(value) ?? '')
      if (milliseconds === undefined || !Number.isFinite(milliseconds)) {
        throw misfit(
          path,
          value,
          'is no duration',
          'Write an ISO 8601 duration such as PT30S, PT5M or P1D, or a number of seconds',
        )
      }
      if (milliseconds < 0) throw misfit(path, value, 'is negative', 'Write a duration of zero or more')
      return milliseconds
    },
  })
}
