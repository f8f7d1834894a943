import { toInteger } from '../value/integer.ts'
import type { Filter } from './filter.ts'
import { floorDivide, toNanoseconds } from './timestamp-nanoseconds.ts'

/**
 * The milliseconds since the epoch of a date; see `date` for what a date is. Null stays null.
 *
 * @argument timeZone - of a date without one
 * @argument existingFormat - of the input: as for `date`
 * @result integer
 * @error EXPRESSION_TYPE the input is neither text nor integer
 * @error EXPRESSION_VALUE the date, format or zone cannot be used
 * @example {{ '2024-02-29T13:05:09.123456Z' | timestampMilli }} → 1709211909123
 */
export const timestampMilli: Filter = {
  name: 'timestampMilli',
  parameters: ['timeZone', 'existingFormat'],
  integerType: 'java.lang.Long',
  apply(input, args, run) {
    if (input === null) return null
    const nanoseconds = toNanoseconds(input, args, 'timestampMilli', run)
    return toInteger(floorDivide(nanoseconds, 1_000_000n))
  },
}
