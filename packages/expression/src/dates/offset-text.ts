/** Which parts an offset shows, by the number of letters: `+HHmm` and the like. */
const COLON_FROM = 3

/**
 * An offset as the letters `X`, `x` and `Z` write it: `X` writes zero as `Z`; one letter leaves out minutes that are zero, three
 * put a colon, four and five also seconds that are not zero. `Z` means `xx`, `ZZZZ` means `OOOO`, `ZZZZZ` means `XXXXX`.
 */
export function formatOffset(letter: string, count: number, seconds: number): string {
  if (letter === 'Z') {
    if (count === 4) return localizedOffset(seconds, 4)
    return count === 5 ? formatOffset('X', 5, seconds) : formatOffset('x', 2, seconds)
  }
  if (letter === 'X' && seconds === 0) return 'Z'
  const { sign, hours, minutes, rest } = split(seconds)
  const colon = count === COLON_FROM || count === 5 ? ':' : ''
  if (count === 1) return sign + hours + (minutes === '00' ? '' : minutes)
  const end = count > COLON_FROM && rest !== '00' ? colon + rest : ''
  return sign + hours + colon + minutes + end
}

/** `GMT`, `GMT+8`, `GMT+08:00`. */
export function localizedOffset(seconds: number, count: number): string {
  if (seconds === 0) return 'GMT'
  const { sign, hours, minutes, rest } = split(seconds)
  const end = rest === '00' ? '' : `:${rest}`
  if (count === 4) return `GMT${sign}${hours}:${minutes}${end}`
  return `GMT${sign}${Number(hours)}${minutes === '00' && end === '' ? '' : `:${minutes}`}${end}`
}

function split(seconds: number): {
  readonly sign: string
  readonly hours: string
  readonly minutes: string
  readonly rest: string
} {
  const total = Math.abs(Math.round(seconds))
  const two = (value: number): string => String(value).padStart(2, '0')
  return {
    sign: seconds < 0 ? '-' : '+',
    hours: two(Math.floor(total / 3600)),
    minutes: two(Math.floor(total / 60) % 60),
    rest: two(total % 60),
  }
}
