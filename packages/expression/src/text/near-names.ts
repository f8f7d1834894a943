/** Names longer than this are not compared. */
const MAX_LENGTH = 64
/** At most this many names are compared, and three are given. */
const MAX_CANDIDATES = 2_000
const MAX_ANSWERS = 3

/** The names that `wanted` may have been meant to be, best first: few letters differ, or only upper and lower case. */
export function nearNames(wanted: string, candidates: Iterable<string>): readonly string[] {
  if (wanted === '' || wanted.length > MAX_LENGTH) return []
  const tolerance = wanted.length <= 3 ? 1 : Math.min(3, Math.floor(wanted.length / 3) + 1)
  const found: { readonly name: string; readonly distance: number }[] = []
  let compared = 0
  for (const name of candidates) {
    compared += 1
    if (compared > MAX_CANDIDATES) break
    if (name === wanted || Math.abs(name.length - wanted.length) > tolerance) continue
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase())
    if (distance <= tolerance && distance < Math.max(wanted.length, 2)) found.push({ name, distance })
  }
  found.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return found.slice(0, MAX_ANSWERS).map(({ name }) => name)
}

/** How many letters must be changed, added, taken away, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1)
      current.push(best)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}
