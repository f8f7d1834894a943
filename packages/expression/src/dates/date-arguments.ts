import { Fault } from '../errors/fault.ts'
import type { ArgumentValues } from '../filters/filter.ts'
import { optionalText, wrongArgument } from '../filters/input-kinds.ts'
import type { Run } from '../runtime/run.ts'
import { type Datum, isInteger } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import { readMoment, writeMoment } from './date-format.ts'
import { momentOfIsoText } from './iso-text.ts'
import { parseLocale } from './locale.ts'
import type { Moment } from './moment.ts'
import { momentOfSeconds } from './named-formats.ts'
import { parseZone, type Zone } from './zone.ts'

/** How a filter reads and writes dates. */
export interface DateSettings {
  readonly format: string
  readonly zone: Zone
  readonly existingFormat: string | null
  readonly locale: string
}

/**
 * The arguments `format`, `timeZone`, `existingFormat` and `locale` of a filter or function, the first of them at `from`.
 *
 * @throws Fault with `EXPRESSION_ARGUMENT` or `EXPRESSION_VALUE`
 */
export function dateSettings(args: ArgumentValues, from: number, name: string, run: Run): DateSettings {
  const format = args[from] === undefined ? 'iso' : args[from]
  if (typeof format !== 'string') throw wrongArgument(name, 'format', 'a text', format)
  const locale = optionalText(args, from + 3, name, 'locale')
  return {
    ...readingSettings(args, from + 1, name, run),
    format,
    locale: locale === null ? run.services.locale : parseLocale(locale),
  }
}

/** The arguments `timeZone` and `existingFormat`, the first of them at `from`. */
export function readingSettings(args: ArgumentValues, from: number, name: string, run: Run): DateSettings {
  const zone = parseZone(optionalText(args, from, name, 'timeZone') ?? run.services.timeZone)
  const existingFormat = optionalText(args, from + 1, name, 'existingFormat')
  return { format: 'iso', zone, existingFormat, locale: run.services.locale }
}

/**
 * A value as a point in time: an integer is seconds since the epoch, a text an ISO date or one in the existing format.
 *
 * @throws Fault with `EXPRESSION_TYPE` or `EXPRESSION_VALUE`
 */
export function toMoment(value: Datum, settings: DateSettings, name: string): Moment {
  const { zone, existingFormat, locale } = settings
  if (isInteger(value)) return momentOfSeconds(value, zone)
  if (typeof value !== 'string') {
    throw new Fault(
      'EXPRESSION_TYPE',
      `The filter \`${name}\` needs a date as text or seconds, not ${describeKind(value)}`,
    )
  }
  return existingFormat === null ? momentOfIsoText(value, zone) : readMoment(value, existingFormat, zone, locale)
}

export function toDateText(moment: Moment, { format, zone, locale }: DateSettings): string {
  return writeMoment(moment, format, zone, locale)
}
