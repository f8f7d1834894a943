const ISO =
  /^([-+]?)P(?:([-+]?\d+)D)?(?:T(?=[-+\d])(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?$/i
const SECONDS = /^([-+]?)(\d+)(?:\.(\d{1,9}))?$/
const NANOS = 1_000_000_000n

/** A duration in ISO, or a number of seconds, in the spelling of Java's `Duration`: `90` is `PT1M30S`. Null for other texts. */
export function isoDuration(text: string): string | null {
  const seconds = SECONDS.exec(text)
  if (seconds !== null) {
    const [, sign, whole = '0', fraction = ''] = seconds
    const total = BigInt(whole) * NANOS + BigInt(fraction.padEnd(9, '0'))
    return write(sign === '-' ? -total : total)
  }
  const match = ISO.exec(text)
  if (match === null || /^[-+]?PT?$/i.test(text)) return null
  const [, sign, days = '0', hours = '0', minutes = '0', whole = '0', fraction = ''] = match
  const part = BigInt(fraction.padEnd(9, '0')) * (whole.startsWith('-') ? -1n : 1n)
  const total =
    ((number(days) * 24n + number(hours)) * 60n + number(minutes)) * 60n * NANOS + number(whole) * NANOS + part
  return write(sign === '-' ? -total : total)
}

function number(text: string): bigint {
  return BigInt(text.replace('+', ''))
}

function write(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return 'PT0S'
  const negative = nanoseconds < 0n
  const magnitude = negative ? -nanoseconds : nanoseconds
  const sign = negative ? '-' : ''
  const seconds = magnitude / NANOS
  const [hours, minutes, rest] = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n]
  const fraction = (magnitude % NANOS).toString().padStart(9, '0').replace(/0+$/, '')
  const secondPart = rest === 0n && fraction === '' ? '' : `${sign}${rest}${fraction === '' ? '' : `.${fraction}`}S`
  return `PT${hours === 0n ? '' : `${sign}${hours}H`}${minutes === 0n ? '' : `${sign}${minutes}M`}${secondPart}`
}
