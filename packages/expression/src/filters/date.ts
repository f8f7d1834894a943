import { dateSettings, toDateText, toMoment } from '../dates/date-arguments.ts'
import type { Filter } from './filter.ts'

/**
 * Writes a date. An integer is seconds since the epoch; a text is an ISO date (without an offset it is meant in the time zone, a
 * date alone at midnight), or one in `existingFormat`. Null stays null.
 *
 * @argument format - `iso` (the default), `iso_sec`, `sql`, `iso_local_date`, `iso_local_date_time`, `iso_instant`,
 *   `iso_date_time`, `iso_zoned_date_time`, `iso_date`, `iso_time`, `iso_local_time`, `iso_offset_time`, `iso_ordinal_date`,
 *   `iso_week_date`, `rfc_1123_date_time`; `full`, `long`, `medium`, `short`; or a pattern of Java's
 * @argument timeZone - of the result, such as `Europe/Paris` or `+02:00`; default the server's
 * @argument existingFormat - of the input: one of the names or a pattern
 * @argument locale - language of names, such as `fr` or `de_DE`
 * @result text
 * @error EXPRESSION_TYPE the input is neither text nor integer
 * @error EXPRESSION_VALUE the date, format, zone or locale cannot be used
 * @example {{ '2024-02-29T13:05:09Z' | date('d MMMM yyyy, HH:mm', 'Europe/Paris', locale='fr') }} → 29 février 2024, 14:05
 */
export const date: Filter = {
  name: 'date',
  parameters: ['format', 'timeZone', 'existingFormat', 'locale'],
  apply(input, args, run) {
    if (input === null) return null
    const settings = dateSettings(args, 0, 'date', run)
    return toDateText(toMoment(input, settings, 'date'), settings)
  },
}
