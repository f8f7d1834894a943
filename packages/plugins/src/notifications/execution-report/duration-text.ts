const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const

/** A duration for people: `0.2 s`, `1 min 5 s`, `2 d 3 h`. Two units at most: who waits for days counts no seconds. */
export function durationText(milliseconds: number): string {
  const parts: string[] = []
  let left = milliseconds
  for (const [unit, size] of UNITS) {
    if (left < size) continue
    parts.push(`${Math.floor(left / size)} ${unit}`)
    left %= size
  }
  const seconds = parts.length === 0 ? Math.round(left / 100) / 10 : Math.floor(left / 1_000)
  if (parts.length === 0 || seconds > 0) parts.push(`${seconds} s`)
  return parts.slice(0, 2).join(' ')
}
