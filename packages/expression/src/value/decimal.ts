import { formatDouble, formatFloat } from './java-number-text.ts'

/** Which of Java's decimal types a `Decimal` stands for; arithmetic widens from `float` to `double` to `bigdecimal`. */
export type DecimalKind = 'float' | 'double' | 'bigdecimal'

/** Digits and scale of an exact decimal: `unscaled × 10^-scale`. */
export interface ExactDecimal {
  readonly unscaled: bigint
  readonly scale: number
}

/**
 * A decimal number that remembers its Java kind, so that `1.0` stays `1.0` and prints as Java prints it. Integers are never
 * `Decimal`s: they are JavaScript numbers up to 2^53 and bigint beyond. Immutable. Its state is private, so that templates
 * see no property of it.
 */
export class Decimal {
  readonly #kind: DecimalKind
  readonly #value: number
  readonly #exact: ExactDecimal | null

  private constructor(kind: DecimalKind, value: number, exact: ExactDecimal | null) {
    this.#kind = kind
    this.#value = value
    this.#exact = exact
  }

  /** A 64-bit binary decimal (Java's Double). */
  static double(value: number): Decimal {
    return new Decimal('double', value, null)
  }

  /** A 32-bit binary decimal (Java's Float); the value is rounded to 32 bits. */
  static float(value: number): Decimal {
    return new Decimal('float', Math.fround(value), null)
  }

  /** An exact decimal (Java's BigDecimal): `unscaled × 10^-scale`. */
  static big(unscaled: bigint, scale: number): Decimal {
    return new Decimal('bigdecimal', Number(`${unscaled}e${-scale}`), { unscaled, scale })
  }

  get kind(): DecimalKind {
    return this.#kind
  }

  /** The value as a binary number; exact for `float` and `double`, the nearest one for `bigdecimal`. */
  get value(): number {
    return this.#value
  }

  /** The digits of a `bigdecimal`; null for the binary kinds. */
  get exact(): ExactDecimal | null {
    return this.#exact
  }

  /** The text that Java prints: `1.0`, `1.0E7`, `NaN`; a `bigdecimal` without exponent. */
  toString(): string {
    if (this.#exact !== null) return plainText(this.#exact)
    return this.#kind === 'float' ? formatFloat(this.#value) : formatDouble(this.#value)
  }

  /** For `JSON.stringify`: the exact digits where the platform can write them, else the nearest number. */
  toJSON(): unknown {
    if (!Number.isFinite(this.#value)) return this.toString()
    return rawJson === null ? this.#value : rawJson(this.toString())
  }
}

// `JSON.rawJSON` (ES2026) is in every current engine, but not yet in TypeScript's ES2024 library.
const rawJson = (JSON as { rawJSON?: (text: string) => unknown }).rawJSON ?? null

/** An exact decimal written without an exponent, with exactly `scale` decimals. */
function plainText({ unscaled, scale }: ExactDecimal): string {
  if (scale <= 0) return `${unscaled * 10n ** BigInt(-scale)}`
  const sign = unscaled < 0n ? '-' : ''
  const digits = `${unscaled < 0n ? -unscaled : unscaled}`.padStart(scale + 1, '0')
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
