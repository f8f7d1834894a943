import { Fault } from '../errors/fault.ts'

/** A pattern of Java's `DecimalFormat`, taken apart. */
export interface DecimalPattern extends Places {
  readonly prefix: string
  readonly suffix: string
  readonly negativePrefix: string
  readonly negativeSuffix: string
  /** Power of ten that the number is multiplied by: 2 for percent, 3 for per mille. */
  readonly shift: number
}

/** What a pattern says about digits. */
interface Places {
  readonly minInteger: number
  /** Digits before the point that may be written with an exponent. */
  readonly maxInteger: number
  readonly minFraction: number
  readonly maxFraction: number
  /** Digits between grouping signs; 0 without any. */
  readonly grouping: number
  readonly showsPoint: boolean
  /** Digits of the exponent; 0 without one. */
  readonly exponentDigits: number
}

interface Affix {
  readonly text: string
  readonly shift: number
  readonly next: number
}

/** More decimals than any number has. */
const ALL_DECIMALS = 340
const PLACES = /(?:[#0,.]+(?:E0*)?)?/y
const IGNORED_PLACES = /(?:[#0,.]|E)*/y

/**
 * Reads a pattern of Java's `DecimalFormat`: `0 # . , ; % ‰ E '…' ¤`.
 *
 * @throws Fault with `EXPRESSION_VALUE`
 */
export function parseDecimalPattern(pattern: string): DecimalPattern {
  const prefix = affix(pattern, 0)
  const digits = textAt(pattern, prefix.next, PLACES)
  const suffix = affix(pattern, prefix.next + digits.length)
  if (prefix.shift > 0 && suffix.shift > 0) throw malformed('it has more than one percent sign')
  const places = pattern === '' ? { ...placesOf(''), maxFraction: ALL_DECIMALS, grouping: 3 } : placesOf(digits)
  const positive = { prefix: prefix.text, suffix: suffix.text, shift: prefix.shift + suffix.shift, ...places }
  if (suffix.next === pattern.length) {
    return { ...positive, negativePrefix: `-${prefix.text}`, negativeSuffix: suffix.text }
  }
  // What ends a suffix is a `;` or belongs to the digits.
  if (pattern[suffix.next] !== ';' || digits === '') throw malformed('something stands behind it')
  return { ...positive, ...negativeAffixes(pattern, suffix.next + 1, positive) }
}

/** Of a negative pattern only what stands before and behind its digits counts. */
function negativeAffixes(
  pattern: string,
  start: number,
  positive: { readonly prefix: string; readonly suffix: string },
): { readonly negativePrefix: string; readonly negativeSuffix: string } {
  const prefix = affix(pattern, start)
  const suffix = affix(pattern, prefix.next + textAt(pattern, prefix.next, IGNORED_PLACES).length)
  if (suffix.next !== pattern.length) throw malformed('something stands behind it')
  const same = prefix.text === positive.prefix && suffix.text === positive.suffix
  return { negativePrefix: same ? `-${prefix.text}` : prefix.text, negativeSuffix: suffix.text }
}

/** Text around the digits: quotes, percent and currency signs, a minus. */
function affix(pattern: string, start: number): Affix {
  let text = ''
  let shift = 0
  let quoted = false
  let at = start
  for (; at < pattern.length; at += 1) {
    const character = pattern.charAt(at)
    if (character === "'") {
      if (pattern[at + 1] === "'") {
        text += "'"
        at += 1
      } else quoted = !quoted
    } else if (quoted) text += character
    else if ('#0,.;'.includes(character)) break
    else {
      if (character === '%' || character === '‰') {
        if (shift > 0) throw malformed('it has more than one percent sign')
        shift = character === '%' ? 2 : 3
      }
      text += character === '¤' ? '$' : character
    }
  }
  if (quoted) throw malformed('a quote is not closed')
  return { text, shift, next: at }
}

function placesOf(digits: string): Places {
  const [mantissa = '', exponent] = digits.split('E')
  const [integer = '', fraction = '', ...rest] = mantissa.split('.')
  const places = integer.replaceAll(',', '')
  if (rest.length > 0) throw malformed('it has more than one point')
  if (exponent === '' || (exponent !== undefined && !/[#0]/.test(mantissa)))
    throw malformed('its exponent is incomplete')
  if (/0#/.test(places) || /#0/.test(fraction)) throw malformed('a `#` stands on the wrong side of a `0`')
  if (fraction.includes(',')) throw malformed('a `,` stands behind the point')
  if (integer.endsWith(',')) throw malformed('a `,` stands before the point')
  const comma = integer.lastIndexOf(',')
  const zeros = places.replaceAll('#', '').length
  // `#.00` writes `.50`; but a pattern without any `0` has one before its point, or behind it when nothing stands before.
  const bare = mantissa.includes('.') && mantissa.includes('#') && !mantissa.includes('0')
  return {
    minInteger: bare && places !== '' ? 1 : zeros,
    maxInteger: places.length,
    minFraction: bare && places === '' ? 1 : fraction.replaceAll('#', '').length,
    maxFraction: fraction.length,
    grouping: comma === -1 ? 0 : integer.length - comma - 1,
    showsPoint: mantissa.endsWith('.') || mantissa.startsWith('.'),
    exponentDigits: exponent?.length ?? 0,
  }
}

function textAt(pattern: string, at: number, expression: RegExp): string {
  expression.lastIndex = at
  return expression.exec(pattern)?.[0] ?? ''
}

function malformed(reason: string): Fault {
  return new Fault('EXPRESSION_VALUE', `The number pattern is malformed: ${reason}`)
}
