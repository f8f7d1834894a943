import { readingSettings, toMoment } from '../dates/date-arguments.ts'
import type { Run } from '../runtime/run.ts'
import type { Datum } from '../value/datum.ts'
import type { ArgumentValues } from './filter.ts'

/** Nanoseconds since the epoch of a date, with the arguments `timeZone` and `existingFormat`. */
export function toNanoseconds(input: Datum, args: ArgumentValues, name: string, run: Run): bigint {
  return toMoment(input, readingSettings(args, 0, name, run), name).time.epochNanoseconds
}

/** A quotient that is rounded down, also below zero. */
export function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  return value % divisor < 0n ? quotient - 1n : quotient
}
