import type { Filter } from './filter.ts'
import { floorDivide, toNanoseconds } from './timestamp-nanoseconds.ts'

/**
 * The microseconds since the epoch of a date; see `date` for what a date is. Null stays null.
 *
 * @argument timeZone - of a date without one
 * @argument existingFormat - of the input: as for `date`
 * @result text
 * @error EXPRESSION_TYPE the input is neither text nor integer
 * @error EXPRESSION_VALUE the date, format or zone cannot be used
 * @example {{ '2024-02-29T13:05:09.123456Z' | timestampMicro }} → 1709211909123456
 */
export const timestampMicro: Filter = {
  name: 'timestampMicro',
  parameters: ['timeZone', 'existingFormat'],

  apply(input, args, run) {
    if (input === null) return null
    const nanoseconds = toNanoseconds(input, args, 'timestampMicro', run)
    return String(floorDivide(nanoseconds, 1000n))
  },
}
