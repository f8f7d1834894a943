import { dateSettings, toDateText } from '../dates/date-arguments.ts'
import { momentAt } from '../dates/moment.ts'
import type { TemplateFunction } from './function.ts'
import { currentTime } from './outside.ts'

/**
 * The current time as text.
 *
 * @argument format - as for the filter `date`
 * @argument timeZone - as for the filter `date`
 * @argument existingFormat - without meaning here
 * @argument locale - as for the filter `date`
 * @result text
 * @error EXPRESSION_VALUE the format, zone or locale cannot be used
 * @example {{ now(format='yyyy-MM-dd HH:mm') }} → 2024-01-02 03:04
 */
export const now: TemplateFunction = {
  name: 'now',
  parameters: ['format', 'timeZone', 'existingFormat', 'locale'],
  apply(args, run) {
    const settings = dateSettings(args, 0, 'now', run)
    return toDateText(momentAt(BigInt(Math.trunc(currentTime(run, 'now'))) * 1_000_000n, settings.zone), settings)
  },
}
