import { p } from '../../task/properties/p.ts'
import { PropertyError } from '../../task/property.ts'
import { type ConditionType, defineCondition } from './condition-type.ts'
import { type GivenDate, readGivenDate, readGivenTime } from './given-date.ts'

const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const
const PLACES = ['FIRST', 'SECOND', 'THIRD', 'FOURTH', 'LAST'] as const

const date = p.string().default('').describe('The date to test; the date of the trigger when left out.')

/** What every date condition tests unless it is told otherwise. */
const TRIGGER_DATE = '{{ trigger.date }}'

type Renderer = { text(template: string): string }

/** @throws PropertyError when the text is no date. */
function dateOf(given: string, renderer: Renderer): GivenDate {
  const text = given === '' ? renderer.text(TRIGGER_DATE) : given
  const read = readGivenDate(text)
  if (read !== null) return read
  throw new PropertyError(
    `Property \`date\` gave \`${text}\`; it must be a date such as 2026-01-31 or 2026-01-31T09:00:00Z.`,
  )
}

/** @throws PropertyError when the text is no instant. */
function instantOf(name: string, text: string): number {
  const at = readGivenDate(text)?.at ?? null
  if (at !== null) return at
  throw new PropertyError(
    `Property \`${name}\` is \`${text}\`; write an instant with its zone, such as 2026-01-31T09:00:00Z.`,
  )
}

/** @throws PropertyError when the text is no time. */
function timeOf(name: string, text: string): number {
  const time = readGivenTime(text)
  if (time !== null) return time.sinceMidnight - time.offset
  throw new PropertyError(`Property \`${name}\` is \`${text}\`; write a time with its offset, such as 09:00:00Z.`)
}

/** Strictly between the bounds that are there. @throws PropertyError when there is none. */
function isBetween(value: number, after: number | undefined, before: number | undefined): boolean {
  if (after === undefined && before === undefined) {
    throw new PropertyError('The condition has neither `after` nor `before`; set at least one of them.')
  }
  return (after === undefined || value > after) && (before === undefined || value < before)
}

const dateTimeBetween = defineCondition({
  name: 'DateTimeBetween',
  title: 'The date lies between two instants',
  description: 'True when the date is later than `after` and earlier than `before`; one of them may be left out.',
  properties: {
    date,
    after: p.string().describe('Instant with its zone; the date must be later.'),
    before: p.string().describe('Instant with its zone; the date must be earlier.'),
  },
  test({ date: given, after, before }, { renderer }) {
    const { at } = dateOf(given, renderer)
    if (at === null) throw new PropertyError('Property `date` has no time; this condition needs one.')
    const bound = (name: string, text: string | undefined) => (text === undefined ? undefined : instantOf(name, text))
    return isBetween(at, bound('after', after), bound('before', before))
  },
})

const timeBetween = defineCondition({
  name: 'TimeBetween',
  title: 'The time of day lies between two times',
  description:
    'True when the time of the date is later than `after` and earlier than `before`; one of them may be left out.',
  properties: {
    date,
    after: p.string().describe('Time with its offset; the date must be later.'),
    before: p.string().describe('Time with its offset; the date must be earlier.'),
  },
  test({ date: given, after, before }, { renderer }) {
    const { time } = dateOf(given, renderer)
    if (time === null) throw new PropertyError('Property `date` has no time; this condition needs one.')
    const bound = (name: string, text: string | undefined) => (text === undefined ? undefined : timeOf(name, text))
    return isBetween(time.sinceMidnight - time.offset, bound('after', after), bound('before', before))
  },
})

const dayWeek = defineCondition({
  name: 'DayWeek',
  title: 'The date is a certain day of the week',
  description: 'True when the date falls on `dayOfWeek`.',
  perDay: true,
  properties: { date, dayOfWeek: p.enum(WEEKDAYS).mandatory() },
  test: ({ date: given, dayOfWeek }, { renderer }) => WEEKDAYS[dateOf(given, renderer).weekday - 1] === dayOfWeek,
})

const dayWeekInMonth = defineCondition({
  name: 'DayWeekInMonth',
  title: 'The date is a certain weekday of its month',
  description: 'True for the first, second, third, fourth or last `dayOfWeek` of the month.',
  perDay: true,
  properties: {
    date,
    dayOfWeek: p.enum(WEEKDAYS).mandatory(),
    dayInMonth: p.enum(PLACES).mandatory().describe('Which of them.'),
  },
  test({ date: given, dayOfWeek, dayInMonth }, { renderer }) {
    const { weekday, dayOfMonth, daysInMonth } = dateOf(given, renderer)
    if (WEEKDAYS[weekday - 1] !== dayOfWeek) return false
    if (dayInMonth === 'LAST') return dayOfMonth + 7 > daysInMonth
    return Math.ceil(dayOfMonth / 7) === PLACES.indexOf(dayInMonth) + 1
  },
})

const weekend = defineCondition({
  name: 'Weekend',
  title: 'The date is a Saturday or a Sunday',
  description: 'True on Saturdays and Sundays.',
  perDay: true,
  properties: { date },
  test: ({ date: given }, { renderer }) => dateOf(given, renderer).weekday >= 6,
})

const publicHoliday = defineCondition({
  name: 'PublicHoliday',
  title: 'The date is a public holiday',
  description: 'True on public holidays of the country, and of one of its parts when `subDivision` names it.',
  perDay: true,
  properties: {
    date,
    country: p.string().describe('Two letters, such as FR.'),
    subDivision: p.string().describe('A part of the country, such as BY for Bavaria.'),
  },
  test: ({ date: given, country, subDivision }, { renderer, isHoliday }) =>
    isHoliday(dateOf(given, renderer).day, country, subDivision),
})

/** Conditions about a date: that of the trigger unless they name another one. */
export const DATE_CONDITIONS: readonly ConditionType[] = [
  dateTimeBetween,
  timeBetween,
  dayWeek,
  dayWeekInMonth,
  weekend,
  publicHoliday,
]
