/**
 * A 64-bit decimal as Java's `Double.toString` prints it: a fraction is always there (`3.0`), and an exponent from 10^7 up and
 * below 10^-3 (`1.0E7`, `1.0E-4`). The digits are the shortest that read back as the same number.
 */
export function formatDouble(value: number): string {
  return formatShortest(value, value.toExponential())
}

/** A 32-bit decimal as Java's `Float.toString` prints it. */
export function formatFloat(value: number): string {
  if (!Number.isFinite(value) || value === 0) return formatDouble(value)
  for (let digits = 0; digits < 9; digits += 1) {
    const text = value.toExponential(digits)
    if (Math.fround(Number(text)) === value) return formatShortest(value, text)
  }
  return formatShortest(value, value.toExponential())
}

/** `exponential` is the number as JavaScript's `d.ddde±n` with the digits to print. */
function formatShortest(value: number, exponential: string): string {
  if (!Number.isFinite(value)) return String(value)
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [mantissa = '', exponentText = ''] = exponential.split('e')
  const exponent = Number(exponentText)
  const sign = value < 0 ? '-' : ''
  const digits = mantissa.replace('-', '').replace('.', '').replace(/0+$/, '') || '0'
  if (exponent >= -3 && exponent < 7) return sign + plainDigits(digits, exponent)
  return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`
}

function plainDigits(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${whole}.${digits.slice(exponent + 1) || '0'}`
}
