import { Fault } from '../errors/fault.ts'

/** A pattern of Java's `DecimalFormat`, taken apart. */
export interface DecimalPattern {
  readonly prefix: string
  readonly suffix: string
  readonly negativePrefix: string
  readonly negativeSuffix: string
  readonly minInteger: number
  /** Digits before the point that may be written with an exponent. */
  readonly maxInteger: number
  readonly minFraction: number
  readonly maxFraction: number
  /** Digits between grouping signs; 0 without any. */
  readonly grouping: number
  readonly showsPoint: boolean
  /** Power of ten that the number is multiplied by: 2 for percent, 3 for per mille. */
  readonly shift: number
  /** Digits of the exponent; 0 without one. */
  readonly exponentDigits: number
}

interface Affix {
  readonly text: string
  readonly shift: number
  readonly next: number
}

/**
 * Reads a pattern of Java's `DecimalFormat`: `0 # . , ; % ‰ E '…' ¤`.
 *
 * @throws Fault with `EXPRESSION_VALUE`
 */
export function parseDecimalPattern(pattern: string): DecimalPattern {
  const prefix = affix(pattern, 0)
  const digits = /^[#0,]*(?:\.[#0]*)?(?:E0+)?/.exec(pattern.slice(prefix.next))?.[0] ?? ''
  if (digits === '') throw malformed('it has no place for digits')
  const suffix = affix(pattern, prefix.next + digits.length)
  const shift = prefix.shift + suffix.shift
  const positive = { prefix: prefix.text, suffix: suffix.text, shift, ...placesOf(digits) }
  if (suffix.next === pattern.length) {
    return { ...positive, negativePrefix: `-${prefix.text}`, negativeSuffix: suffix.text }
  }
  if (pattern[suffix.next] !== ';') throw malformed('something stands behind it')
  return { ...positive, ...negativeAffixes(pattern, suffix.next + 1, positive) }
}

/** Of a negative pattern only what stands before and behind its digits counts. */
function negativeAffixes(
  pattern: string,
  start: number,
  positive: { readonly prefix: string; readonly suffix: string },
): { readonly negativePrefix: string; readonly negativeSuffix: string } {
  const prefix = affix(pattern, start)
  const digits = /^[#0,]*(?:\.[#0]*)?(?:E0+)?/.exec(pattern.slice(prefix.next))?.[0] ?? ''
  const suffix = affix(pattern, prefix.next + digits.length)
  if (suffix.next !== pattern.length) throw malformed('something stands behind it')
  const same = prefix.text === positive.prefix && suffix.text === positive.suffix
  return { negativePrefix: same ? `-${prefix.text}` : prefix.text, negativeSuffix: suffix.text }
}

/** Text around the digits: quotes, percent and currency signs, a minus. */
function affix(pattern: string, start: number): Affix {
  let text = ''
  let shift = 0
  let at = start
  while (at < pattern.length && !'#0,.;'.includes(pattern.charAt(at))) {
    const character = pattern.charAt(at)
    if (character === "'") {
      const end = pattern.indexOf("'", at + 1)
      if (end === -1) throw malformed('a quote is not closed')
      text += end === at + 1 ? "'" : pattern.slice(at + 1, end)
      at = end + 1
      continue
    }
    if (character === '%') shift += 2
    if (character === '‰') shift += 3
    text += character === '¤' ? '$' : character
    at += 1
  }
  return { text, shift, next: at }
}

function placesOf(
  digits: string,
): Omit<DecimalPattern, 'prefix' | 'suffix' | 'negativePrefix' | 'negativeSuffix' | 'shift'> {
  const [mantissa = '', exponent = ''] = digits.split('E')
  const [integer = '', fraction = ''] = mantissa.split('.')
  const places = integer.replaceAll(',', '')
  if (/0#/.test(places) || /#0/.test(fraction)) throw malformed('a `#` stands on the wrong side of a `0`')
  if (integer.endsWith(',')) throw malformed('a `,` stands before the point')
  const comma = integer.lastIndexOf(',')
  const zeros = places.replaceAll('#', '').length
  // `#.00` writes `.50`; but a pattern without any `0` has one before its point, or behind it when nothing stands before.
  const bare = mantissa.includes('.') && !mantissa.includes('0')
  return {
    minInteger: bare && places !== '' ? 1 : zeros,
    maxInteger: places.length,
    minFraction: bare && places === '' ? 1 : fraction.replaceAll('#', '').length,
    maxFraction: fraction.length,
    grouping: comma === -1 || exponent !== '' ? 0 : integer.length - comma - 1,
    showsPoint: mantissa.endsWith('.'),
    exponentDigits: exponent.length,
  }
}

function malformed(reason: string): Fault {
  return new Fault('EXPRESSION_VALUE', `The number pattern is malformed: ${reason}`)
}
