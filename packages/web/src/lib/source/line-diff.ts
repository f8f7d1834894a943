/** One line of a comparison. Lines that are equal have a number on both sides. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
  readonly before: number | null
  readonly after: number | null
}

/** Beyond so many differences the rest counts as replaced as a whole: the comparison stays quick for any two texts. */
const MAX_EDITS = 800

/**
 * Compares two texts line by line with the fewest changed lines (Myers' greedy algorithm). Numbers start at 1; removed
 * lines stand before added ones.
 */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = before.split('\n')
  const now = after.split('\n')
  const lines: DiffLine[] = []
  let x = 0
  let y = 0
  for (const [toX, toY] of matchedPairs(old, now)) {
    for (; x < toX; x++) lines.push({ kind: 'removed', text: old[x] ?? '', before: x + 1, after: null })
    for (; y < toY; y++) lines.push({ kind: 'added', text: now[y] ?? '', before: null, after: y + 1 })
    if (x < old.length && y < now.length) {
      lines.push({ kind: 'same', text: old[x] ?? '', before: x + 1, after: y + 1 })
      x++
      y++
    }
  }
  return lines
}

/** Pairs of indexes of equal lines in order, closed by the pair of both lengths. */
function matchedPairs(old: readonly string[], now: readonly string[]): readonly (readonly [number, number])[] {
  const trace = editTrace(old, now)
  const pairs: (readonly [number, number])[] = [[old.length, now.length]]
  if (trace === null) return pairs
  let x = old.length
  let y = now.length
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reached = trace[edits] ?? new Map<number, number>()
    const diagonal = x - y
    const down =
      diagonal === -edits || (diagonal !== edits && furthest(reached, diagonal - 1) < furthest(reached, diagonal + 1))
    const from = down ? diagonal + 1 : diagonal - 1
    const fromX = furthest(reached, from)
    const fromY = fromX - from
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      x--
      y--
      pairs.push([x, y])
    }
    if (edits > 0) {
      x = fromX
      y = fromY
    }
  }
  return pairs.reverse()
}

/** For each number of edits how far each diagonal reached before it; null when the texts differ too much. */
function editTrace(old: readonly string[], now: readonly string[]): readonly ReadonlyMap<number, number>[] | null {
  const reached = new Map<number, number>([[1, 0]])
  const trace: ReadonlyMap<number, number>[] = []
  for (let edits = 0; edits <= Math.min(old.length + now.length, MAX_EDITS); edits++) {
    trace.push(new Map(reached))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down =
        diagonal === -edits || (diagonal !== edits && furthest(reached, diagonal - 1) < furthest(reached, diagonal + 1))
      let x = down ? furthest(reached, diagonal + 1) : furthest(reached, diagonal - 1) + 1
      let y = x - diagonal
      while (x < old.length && y < now.length && old[x] === now[y]) {
        x++
        y++
      }
      reached.set(diagonal, x)
      if (x >= old.length && y >= now.length) return trace
    }
  }
  return null
}

function furthest(reached: ReadonlyMap<number, number>, diagonal: number): number {
  return reached.get(diagonal) ?? -1
}
