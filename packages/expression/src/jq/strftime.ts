import { Temporal } from 'temporal-polyfill'
import { JqError } from './jq-error.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')
/** Letters that stand for others. */
const COMPOSED: ReadonlyMap<string, string> = new Map([
  ['T', '%H:%M:%S'],
  ['D', '%m/%d/%y'],
  ['F', '%Y-%m-%d'],
  ['R', '%H:%M'],
  ['r', '%I:%M:%S %p'],
  ['c', '%a %b %e %H:%M:%S %Y'],
  ['x', '%m/%d/%y'],
  ['X', '%H:%M:%S'],
])

/** A time written as C's `strftime` does, in English. */
export function strftime(time: Temporal.ZonedDateTime, format: string): string {
  return format.replace(/%([-_0^#]?)([A-Za-z%])/g, (_, flag: string, letter: string) => {
    const composed = COMPOSED.get(letter)
    const written = composed === undefined ? field(time, letter) : strftime(time, composed)
    if (flag === '-') return written.replace(/^[0 ]+(?=\d)/, '')
    return flag === '^' ? written.toUpperCase() : written
  })
}

function field(time: Temporal.ZonedDateTime, letter: string): string {
  const two = (value: number, pad = '0'): string => String(value).padStart(2, pad)
  const fields: Readonly<Record<string, () => string>> = {
    Y: () => String(time.year),
    C: () => two(Math.floor(time.year / 100)),
    y: () => two(((time.year % 100) + 100) % 100),
    m: () => two(time.month),
    d: () => two(time.day),
    e: () => two(time.day, ' '),
    H: () => two(time.hour),
    I: () => two(time.hour % 12 === 0 ? 12 : time.hour % 12),
    k: () => two(time.hour, ' '),
    l: () => two(time.hour % 12 === 0 ? 12 : time.hour % 12, ' '),
    M: () => two(time.minute),
    S: () => two(time.second),
    j: () => String(time.dayOfYear).padStart(3, '0'),
    p: () => (time.hour < 12 ? 'AM' : 'PM'),
    P: () => (time.hour < 12 ? 'am' : 'pm'),
    A: () => DAYS[time.dayOfWeek - 1] ?? '',
    a: () => (DAYS[time.dayOfWeek - 1] ?? '').slice(0, 3),
    B: () => MONTHS[time.month - 1] ?? '',
    b: () => (MONTHS[time.month - 1] ?? '').slice(0, 3),
    h: () => (MONTHS[time.month - 1] ?? '').slice(0, 3),
    u: () => String(time.dayOfWeek),
    w: () => String(time.dayOfWeek % 7),
    U: () => two(Math.floor((time.dayOfYear + 6 - (time.dayOfWeek % 7)) / 7)),
    W: () => two(Math.floor((time.dayOfYear + 6 - ((time.dayOfWeek + 6) % 7)) / 7)),
    V: () => two(time.weekOfYear ?? 0),
    G: () => String(time.yearOfWeek ?? time.year),
    g: () => two((time.yearOfWeek ?? time.year) % 100),
    s: () => String(Math.floor(time.epochMilliseconds / 1000)),
    Z: () => 'UTC',
    z: () => '+0000',
    n: () => '\n',
    t: () => '\t',
    '%': () => '%',
  }
  const write = Object.hasOwn(fields, letter) ? fields[letter] : undefined
  if (write === undefined) throw new JqError(`strftime: %${letter} is not known`)
  return write()
}

/** Reads a time as C's `strptime` does; null when it does not fit. An offset is taken into account. */
export function strptime(text: string, format: string): Temporal.PlainDateTime | null {
  const names: string[] = []
  const pattern = toPattern(format, names)
  const match = new RegExp(`^${pattern}$`, 'i').exec(text)
  if (match === null) return null
  const read = new Map(names.map((name, index) => [name, match[index + 1] ?? '']))
  try {
    return toTime(read)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const PARSERS: ReadonlyMap<string, string> = new Map([
  ['Y', '([+-]?\\d{1,4})'],
  ['y', '(\\d{2})'],
  ['m', '(\\d{1,2})'],
  ['d', '(\\d{1,2})'],
  ['e', '\\s*(\\d{1,2})'],
  ['H', '(\\d{1,2})'],
  ['I', '(\\d{1,2})'],
  ['M', '(\\d{1,2})'],
  ['S', '(\\d{1,2})'],
  ['j', '(\\d{1,3})'],
  ['p', '(am|pm)'],
  ['B', `(${MONTHS.flatMap((name) => [name, name.slice(0, 3)]).join('|')})`],
  ['A', `(${DAYS.flatMap((name) => [name, name.slice(0, 3)]).join('|')})`],
  ['Z', '([A-Z]+)'],
  ['z', '(Z|[+-]\\d{2}:?\\d{2})'],
  ['s', '(\\d{1,12})'],
])
const SAME: ReadonlyMap<string, string> = new Map([
  ['b', 'B'],
  ['h', 'B'],
  ['a', 'A'],
  ['k', 'H'],
  ['l', 'I'],
])

/** The regular expression of a format. The pieces are bounded, so that matching is quick. */
function toPattern(format: string, names: string[]): string {
  return format.replace(/%([A-Za-z%])|\s+|[.*+?^${}()|[\]\\]/g, (piece, letter: string | undefined) => {
    if (letter === undefined) return /^\s/.test(piece) ? '\\s+' : `\\${piece}`
    if (letter === '%') return '%'
    const composed = COMPOSED.get(letter)
    if (composed !== undefined) return toPattern(composed, names)
    const name = SAME.get(letter) ?? letter
    const parser = PARSERS.get(name)
    if (parser === undefined) throw new JqError(`strptime: %${letter} is not known`)
    names.push(name)
    return parser
  })
}

function toTime(read: ReadonlyMap<string, string>): Temporal.PlainDateTime {
  const number = (name: string, otherwise: number): number => (read.has(name) ? Number(read.get(name)) : otherwise)
  const epoch = read.get('s')
  if (epoch !== undefined) {
    return Temporal.Instant.fromEpochMilliseconds(Number(epoch) * 1000)
      .toZonedDateTimeISO('UTC')
      .toPlainDateTime()
  }
  const short = read.get('y')
  const year = short === undefined ? number('Y', 1900) : Number(short) + (Number(short) < 69 ? 2000 : 1900)
  const monthName = read.get('B')?.toLowerCase().slice(0, 3)
  const month =
    monthName === undefined ? number('m', 1) : MONTHS.findIndex((name) => name.toLowerCase().startsWith(monthName)) + 1
  const half = read.get('p')?.toLowerCase()
  const hour = half === undefined ? number('H', number('I', 0)) : (number('I', 0) % 12) + (half === 'pm' ? 12 : 0)
  const fields = { year, month, day: number('d', number('e', 1)), hour, minute: number('M', 0), second: number('S', 0) }
  const time = Temporal.PlainDateTime.from(fields, { overflow: 'reject' })
  const dayOfYear = read.get('j')
  const dated = dayOfYear === undefined ? time : time.with({ month: 1, day: 1 }).add({ days: Number(dayOfYear) - 1 })
  return dated.subtract({ minutes: offsetMinutes(read.get('z') ?? 'Z') })
}

function offsetMinutes(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? []
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
