import { dateFault } from './date-fault.ts'
import { formatMoment } from './format-moment.ts'
import { shortened } from './iso-text.ts'
import { inZone, type Moment } from './moment.ts'
import { NAMED_FORMATS, PATTERN_FORMATS } from './named-formats.ts'
import { parseMoment } from './parse-moment.ts'
import { parseDatePattern } from './pattern-letters.ts'
import type { Zone } from './zone.ts'

const STYLES = ['full', 'long', 'medium', 'short'] as const
type Style = (typeof STYLES)[number]

/** A point in time in a zone, written by a named format, a style (`full` to `short`) or a pattern. */
export function writeMoment(moment: Moment, format: string, zone: Zone, locale: string): string {
  const here = inZone(moment, zone)
  const named = NAMED_FORMATS.get(format)
  if (named !== undefined) return named.format(here)
  const style = STYLES.find((candidate) => candidate === format)
  if (style !== undefined) return writeStyle(here, style, locale)
  return formatMoment(parseDatePattern(PATTERN_FORMATS.get(format) ?? format), here, locale)
}

/** Reads a text by a named format or a pattern; without a zone of its own it is meant in `zone`. */
export function readMoment(text: string, format: string, zone: Zone, locale: string): Moment {
  const named = NAMED_FORMATS.get(format)
  if (named === undefined)
    return parseMoment(parseDatePattern(PATTERN_FORMATS.get(format) ?? format), text, zone, locale)
  const moment = named.parse(text, zone)
  if (moment === null) throw dateFault(`The text \`${shortened(text)}\` does not fit the date format \`${format}\``)
  return moment
}

/** As the country writes it. Java puts a narrow no-break space before AM and PM, which the platform replaces by a space. */
function writeStyle({ time, zone }: Moment, style: Style, locale: string): string {
  const options = { dateStyle: style, timeStyle: style, timeZone: zone.calendarId } as const
  const parts = new Intl.DateTimeFormat(locale, options).formatToParts(time.epochMilliseconds)
  return parts
    .map(({ type, value }, index) => {
      const beforeHalfDay = type === 'literal' && value === ' ' && parts[index + 1]?.type === 'dayPeriod'
      return beforeHalfDay ? '\u202f' : value
    })
    .join('')
}
