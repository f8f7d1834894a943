import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { exactOf, withScale } from '../value/big-decimal.ts'
import { Char } from '../value/char.ts'
import { type Datum, isInteger } from '../value/datum.ts'
import { Decimal, type ExactDecimal } from '../value/decimal.ts'
import { fitsLong } from '../value/integer.ts'
import { textHash } from '../value/java-hash-order.ts'
import { describeKind } from '../value/kind-name.ts'

/** `%[index$][flags][width][.precision]conversion` */
const SPECIFIER = /%(?:(\d+)\$)?([-#+ 0,(<]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g
/** Greatest width and precision. */
const MAX_WIDTH = 10_000

interface Specifier {
  readonly text: string
  readonly flags: string
  readonly width: number
  /** -1 when there is none. */
  readonly precision: number
  readonly conversion: string
}

/** Fills a text with values as Java's `String.format` does. @throws Fault with `EXPRESSION_VALUE` */
export function formatJava(template: string, values: readonly Datum[], run: Run): string {
  let next = 0
  let last = -1
  const stray = template.replace(SPECIFIER, '').indexOf('%')
  if (stray !== -1) throw malformed('a `%` is followed by something unknown')
  return template.replace(SPECIFIER, (text, index, flags, width, precision, conversion) => {
    const specifier = toSpecifier(text, flags, width, precision, conversion)
    if (conversion === '%') return padded('%', specifier)
    if (conversion === 'n') return '\n'
    if (index === undefined && flags.includes('<')) return convert(specifier, valueAt(values, last, text), run)
    last = index === undefined ? next++ : Number(index) - 1
    return convert(specifier, valueAt(values, last, text), run)
  })
}

function toSpecifier(text: string, flags: string, width?: string, precision?: string, conversion = ''): Specifier {
  if (Number(width ?? 0) > MAX_WIDTH || Number(precision ?? 0) > MAX_WIDTH) throw malformed(`\`${text}\` is too wide`)
  if (new Set(flags).size !== flags.length) throw malformed(`\`${text}\` repeats a flag`)
  return {
    text,
    flags,
    width: Number(width ?? 0),
    precision: precision === undefined ? -1 : Number(precision),
    conversion,
  }
}

function valueAt(values: readonly Datum[], index: number, text: string): Datum {
  const value = values[index]
  if (value === undefined) throw malformed(`there is no value for \`${text}\``)
  return value
}

function convert(specifier: Specifier, value: Datum, run: Run): string {
  const { conversion } = specifier
  const text = padded(converted(specifier, value, run), specifier)
  run.budget.checkText(text.length)
  return conversion === conversion.toUpperCase() ? text.toUpperCase() : text
}

function converted(specifier: Specifier, value: Datum, run: Run): string {
  const conversion = specifier.conversion.toLowerCase()
  if (conversion === 'b') return cut(String(typeof value === 'boolean' ? value : value !== null), specifier)
  if (conversion === 's') return cut(run.text(value), specifier)
  if (value === null) return cut('null', specifier)
  switch (conversion) {
    case 'h':
      return (textHash(run.text(value)) >>> 0).toString(16)
    case 'c':
      return characterOf(specifier, value)
    case 'd':
      return signed(specifier, integer(specifier, value), (digits) => digits)
    case 'x':
    case 'o':
      return basedInteger(specifier, integer(specifier, value), conversion === 'x' ? 16 : 8)
    case 'f':
      return decimal(specifier, value, fixed)
    case 'e':
      return decimal(specifier, value, scientific)
    case 'g':
      return decimal(specifier, value, general)
    default:
      throw malformed(`\`${specifier.text}\` means nothing here`)
  }
}

function characterOf(specifier: Specifier, value: Datum): string {
  if (value instanceof Char) return value.toString()
  if (isInteger(value) && value >= 0 && value <= 0x10ffff) return String.fromCodePoint(Number(value))
  throw mismatch(specifier, value)
}

function integer(specifier: Specifier, value: Datum): bigint {
  if (isInteger(value)) return BigInt(value)
  throw mismatch(specifier, value)
}

/** Negative numbers show the bits of a 64-bit integer, as in Java; longer ones their sign. */
function basedInteger(specifier: Specifier, value: bigint, base: 8 | 16): string {
  const fits = fitsLong(value)
  const digits = (fits ? BigInt.asUintN(64, value) : value < 0n ? -value : value).toString(base)
  const prefix = specifier.flags.includes('#') ? (base === 16 ? '0x' : '0') : ''
  return withZeros(specifier, (fits || value > 0n ? '' : '-') + prefix, digits, '')
}

type Digits = (value: ExactDecimal, precision: number) => string

function decimal(specifier: Specifier, value: Datum, write: Digits): string {
  const number =
    value instanceof Decimal ? value : typeof value === 'number' && !isInteger(value) ? Decimal.double(value) : null
  if (number === null) throw mismatch(specifier, value)
  if (Number.isNaN(number.value)) return 'NaN'
  const negative = number.value < 0 || Object.is(number.value, -0)
  if (!Number.isFinite(number.value)) return `${signOf(specifier, negative)}Infinity${closing(specifier, negative)}`
  const { unscaled, scale } = number.exact ?? exactOf(number.value)
  const precision = specifier.precision === -1 ? 6 : specifier.precision
  const digits = write({ unscaled: unscaled < 0n ? -unscaled : unscaled, scale }, precision)
  return withZeros(specifier, signOf(specifier, negative), grouped(specifier, digits), closing(specifier, negative))
}

function fixed(value: ExactDecimal, precision: number): string {
  const { unscaled } = roundedUp(value, precision)
  const digits = unscaled.toString().padStart(precision + 1, '0')
  return precision === 0 ? digits : `${digits.slice(0, -precision)}.${digits.slice(-precision)}`
}

function scientific(value: ExactDecimal, precision: number): string {
  const digits = value.unscaled.toString()
  let exponent = value.unscaled === 0n ? 0 : digits.length - 1 - value.scale
  let mantissa = fixed({ unscaled: value.unscaled, scale: value.scale + exponent }, precision)
  if (mantissa.startsWith('10')) {
    exponent += 1
    mantissa = fixed({ unscaled: value.unscaled, scale: value.scale + exponent }, precision)
  }
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function general(value: ExactDecimal, wanted: number): string {
  const precision = Math.max(wanted, 1)
  const exponent = value.unscaled === 0n ? 0 : value.unscaled.toString().length - 1 - value.scale
  if (exponent >= -4 && exponent < precision) return fixed(value, precision - 1 - exponent)
  return scientific(value, precision - 1)
}

/** Halves are rounded up here, unlike in `numberFormat`. */
function roundedUp(value: ExactDecimal, scale: number): ExactDecimal {
  if (scale >= value.scale) return withScale(value, scale)
  const divisor = 10n ** BigInt(value.scale - scale)
  return { unscaled: (value.unscaled + divisor / 2n) / divisor, scale }
}

function signed(specifier: Specifier, value: bigint, write: (digits: string) => string): string {
  const negative = value < 0n
  const digits = grouped(specifier, write((negative ? -value : value).toString()))
  return withZeros(specifier, signOf(specifier, negative), digits, closing(specifier, negative))
}

function signOf({ flags }: Specifier, negative: boolean): string {
  if (negative) return flags.includes('(') ? '(' : '-'
  if (flags.includes('+')) return '+'
  return flags.includes(' ') ? ' ' : ''
}

function closing({ flags }: Specifier, negative: boolean): string {
  return negative && flags.includes('(') ? ')' : ''
}

function grouped({ flags }: Specifier, digits: string): string {
  if (!flags.includes(',')) return digits
  const [whole = '', fraction] = digits.split('.')
  const groups = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  return fraction === undefined ? groups : `${groups}.${fraction}`
}

function withZeros({ flags, width }: Specifier, sign: string, digits: string, end: string): string {
  const zeros = flags.includes('0') ? Math.max(0, width - sign.length - digits.length - end.length) : 0
  return sign + '0'.repeat(zeros) + digits + end
}

function cut(text: string, { precision }: Specifier): string {
  return precision === -1 ? text : text.slice(0, precision)
}

function padded(text: string, { flags, width }: Specifier): string {
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width)
}

function malformed(reason: string): Fault {
  return new Fault('EXPRESSION_VALUE', `The text for \`format\` cannot be filled: ${reason}`)
}

function mismatch(specifier: Specifier, value: Datum): Fault {
  return malformed(`\`${specifier.text}\` cannot show ${describeKind(value)}`)
}
