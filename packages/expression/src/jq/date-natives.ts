import { Temporal } from 'temporal-polyfill'
import { type Datum, isList, isNumber } from '../value/datum.ts'
import { asDouble } from '../value/equality.ts'
import { jqNumber } from './jq-arithmetic.ts'
import { JqError } from './jq-error.ts'
import type { JqNative } from './jq-machine.ts'
import { ofValues } from './native.ts'
import { strftime, strptime } from './strftime.ts'
import { text } from './text-natives.ts'

/** Functions of dates. Everything is in UTC; a broken down time is an array as in C, its month from 0. */
export const DATE_NATIVES: readonly (readonly [string, JqNative])[] = [
  ['now/0', ofValues((_, __, machine) => jqNumber(machine.now() / 1000))],
  ['gmtime/0', ofValues((value) => brokenDown(seconds(value)))],
  ['localtime/0', ofValues((value) => brokenDown(seconds(value)))],
  ['mktime/0', ofValues((value) => jqNumber(Math.floor(fromBrokenDown(value))))],
  ['strftime/1', ofValues((value, [format]) => strftime(momentOf(value), text(format, 'a format')))],
  ['strflocaltime/1', ofValues((value, [format]) => strftime(momentOf(value), text(format, 'a format')))],
  ['strptime/1', ofValues((value, [format]) => parse(text(value, 'parsed'), text(format, 'a format')))],
]

function parse(value: string, format: string): Datum {
  const time = strptime(value, format)
  if (time === null) throw new JqError(`date does not match format "${format}"`)
  return brokenDown(time.toZonedDateTime('UTC').epochMilliseconds / 1000)
}

function seconds(value: Datum): number {
  if (isNumber(value)) return asDouble(value)
  throw new JqError('gmtime() requires a number')
}

function brokenDown(epochSeconds: number): Datum {
  const time = zoned(epochSeconds)
  const second = time.second + (epochSeconds - Math.floor(epochSeconds))
  return [
    time.year,
    time.month - 1,
    time.day,
    time.hour,
    time.minute,
    jqNumber(second),
    time.dayOfWeek % 7,
    time.dayOfYear - 1,
  ]
}

function fromBrokenDown(value: Datum): number {
  if (!isList(value) || value.length < 6 || !value.every(isNumber))
    throw new JqError('mktime requires array of 6 numbers')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = value.map((part) =>
    isNumber(part) ? asDouble(part) : 0,
  )
  return Date.UTC(year, month, day, hour, minute, 0) / 1000 + second
}

function momentOf(value: Datum): Temporal.ZonedDateTime {
  return zoned(isNumber(value) ? asDouble(value) : fromBrokenDown(value))
}

function zoned(epochSeconds: number): Temporal.ZonedDateTime {
  const milliseconds = Math.floor(epochSeconds * 1000)
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) throw new JqError('date is out of range')
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO('UTC')
}
