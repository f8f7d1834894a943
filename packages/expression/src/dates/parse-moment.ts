import { dateFault } from './date-fault.ts'
import { shortened } from './iso-text.ts'
import type { Moment } from './moment.ts'
import { amPmName, eraName, monthName, type NameStyle, weekdayName } from './names.ts'
import { momentOfFields, type ParsedFields } from './parsed-fields.ts'
import type { PatternPart } from './pattern-letters.ts'
import { weekRule } from './week-fields.ts'
import type { Zone } from './zone.ts'
import { ABBREVIATED_ZONES } from './zone-abbreviations.ts'

type FieldPart = Extract<PatternPart, { kind: 'field' }>

const NUMBER_LETTERS = 'uyDdHkKhmsSnYwMLecQ'
const OFFSET = /(?:Z|[+-]\d{1,2}(?::?\d{2}(?::?\d{2})?)?)/y
/** The greatest hours that are not counted from 0 to 23. */
const GREATEST_HOURS: ReadonlyMap<string, number> = new Map([
  ['h', 12],
  ['K', 11],
  ['k', 24],
])
const REGION = /[A-Za-z][A-Za-z0-9~/._+-]*(?::\d{2})?/y

/**
 * Reads a text by a pattern, as Java's `DateTimeFormatter` does.
 *
 * @throws Fault with `EXPRESSION_VALUE` when the text does not fit
 */
export function parseMoment(parts: readonly PatternPart[], text: string, zone: Zone, locale: string): Moment {
  const fields: ParsedFields = {}
  const end = readParts(parts, text, 0, fields, locale)
  const moment = end === text.length ? momentOfFields(fields, zone, weekRule(locale)) : null
  if (moment === null) throw dateFault(`The text \`${shortened(text)}\` does not fit the date format`)
  return moment
}

/** Reads all parts from `start` on: where they end, or -1. */
function readParts(
  parts: readonly PatternPart[],
  text: string,
  start: number,
  fields: ParsedFields,
  locale: string,
): number {
  let at = start
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'literal') at = text.startsWith(part.text, at) ? at + part.text.length : -1
    else if (part.kind === 'optional') {
      const tried = { ...fields }
      const end = readParts(part.parts, text, at, tried, locale)
      if (end !== -1) {
        Object.assign(fields, tried)
        at = end
      }
    } else at = readField(part, adjacentDigits(parts, index), text, at, fields, locale)
    if (at === -1) return -1
  }
  return at
}

/** Digits that the fields right behind this one will take, when they are of fixed width: `yyyyMMdd`. */
function adjacentDigits(parts: readonly PatternPart[], index: number): number {
  let digits = 0
  for (const part of parts.slice(index + 1)) {
    if (part.kind !== 'field' || !isNumeric(part) || part.count < 2) break
    digits += part.count
  }
  return digits
}

function isNumeric({ letter, count }: FieldPart): boolean {
  return NUMBER_LETTERS.includes(letter) && !('MLecQ'.includes(letter) && count > 2)
}

function readField(
  part: FieldPart,
  adjacent: number,
  text: string,
  start: number,
  fields: ParsedFields,
  locale: string,
): number {
  let at = start
  if (part.padding > 0) while (text[at] === ' ' && at - start < part.padding) at += 1
  if (isNumeric(part)) return readNumber(part, adjacent, text, at, fields)
  if ('VXxZzO'.includes(part.letter)) return readZone(part, text, at, fields)
  return readName(part, text, at, fields, locale)
}

function readNumber(
  { letter, count }: FieldPart,
  adjacent: number,
  text: string,
  start: number,
  fields: ParsedFields,
): number {
  const isYear = 'uyY'.includes(letter)
  let at = start
  let sign = 1
  if (isYear && count !== 2 && (text[at] === '+' || text[at] === '-')) {
    sign = text[at] === '-' ? -1 : 1
    at += 1
  }
  let end = at
  while (end < text.length && end - at < 19 && isDigit(text, end)) end += 1
  const fixed = letter === 'S' || (count === 2 && !isYear) || (isYear && count === 2) || (letter === 'D' && count === 3)
  if (fixed) end = Math.min(end, at + count)
  else if (adjacent > 0) end = Math.max(at + count, Math.min(end, end - adjacent))
  if (end - at < count || end === at) return -1
  const digits = text.slice(at, end)
  const value = Number(digits)
  if (value > (GREATEST_HOURS.get(letter) ?? value)) return -1
  assign(letter, count, sign * value, digits, fields)
  return end
}

function assign(letter: string, count: number, value: number, digits: string, fields: ParsedFields): void {
  const year = count === 2 ? 2000 + value : value
  switch (letter) {
    case 'u':
      fields.year = year
      return
    case 'y':
      fields.yearOfEra = year
      return
    case 'Y':
      fields.weekYear = year
      return
    case 'M':
    case 'L':
      fields.month = value
      return
    case 'S':
      fields.nanosecond = Number(digits.padEnd(9, '0').slice(0, 9))
      return
    case 'n':
      fields.nanosecond = value
      return
    case 'h':
      fields.hourOfHalfDay = value % 12
      return
    case 'k':
      fields.hour = value % 24
      return
  }
  const names = {
    D: 'dayOfYear',
    d: 'day',
    H: 'hour',
    K: 'hourOfHalfDay',
    m: 'minute',
    s: 'second',
    w: 'week',
    e: 'localDayOfWeek',
    c: 'localDayOfWeek',
  } as const
  if (Object.hasOwn(names, letter)) fields[names[letter as keyof typeof names]] = value // own key of the table
}

function readZone({ letter, count }: FieldPart, text: string, at: number, fields: ParsedFields): number {
  if (letter === 'O' || (letter === 'Z' && count === 4)) return readLocalizedOffset(text, at, fields)
  const pattern = letter === 'V' || letter === 'z' ? REGION : OFFSET
  OFFSET.lastIndex = at
  pattern.lastIndex = at
  const found = pattern.exec(text)?.[0] ?? OFFSET.exec(text)?.[0]
  if (found === undefined) return -1
  if (pattern === REGION && !/^[+-]/.test(found))
    fields.zone = (letter === 'z' ? ABBREVIATED_ZONES.get(found) : undefined) ?? found
  else fields.offset = found
  return at + found.length
}

function readLocalizedOffset(text: string, at: number, fields: ParsedFields): number {
  if (!text.startsWith('GMT', at)) return -1
  OFFSET.lastIndex = at + 3
  const found = OFFSET.exec(text)?.[0]
  fields.offset = found ?? 'Z'
  return at + 3 + (found?.length ?? 0)
}

function readName(
  { letter, count }: FieldPart,
  text: string,
  at: number,
  fields: ParsedFields,
  locale: string,
): number {
  const style: NameStyle = count === 4 ? 'long' : count === 5 ? 'narrow' : 'short'
  const find = (names: readonly string[], field: 'month' | 'dayOfWeek' | 'halfDay' | 'era', first: number): number => {
    const index = longestMatch(names, text, at)
    if (index === -1) return -1
    fields[field] = index + first
    return at + (names[index]?.length ?? 0)
  }
  switch (letter) {
    case 'M':
    case 'L':
      return find(
        upTo(12, (month) => monthName(month, style, locale, letter === 'L')),
        'month',
        1,
      )
    case 'E':
    case 'e':
    case 'c':
      return find(
        upTo(7, (day) => weekdayName(day, style, locale, letter === 'c')),
        'dayOfWeek',
        1,
      )
    case 'a':
      return find([amPmName(0, locale), amPmName(12, locale)], 'halfDay', 0)
    case 'G':
      return find([eraName(0, style, locale), eraName(1, style, locale)], 'era', 0)
    default:
      return -1
  }
}

function upTo(count: number, name: (number: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, index) => name(index + 1))
}

function longestMatch(names: readonly string[], text: string, at: number): number {
  let best = -1
  for (const [index, name] of names.entries()) {
    if (name !== '' && text.startsWith(name, at) && name.length > (names[best]?.length ?? 0)) best = index
  }
  return best
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0x30 && code <= 0x39
}
