/** Which packages import which, by folder. */
export type PackageGraph = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Finds one cycle of a graph of packages.
 *
 * @returns the packages along the cycle, the first one repeated at the end; undefined where there is none.
 */
export function findCycle(graph: PackageGraph): readonly string[] | undefined {
  const done = new Set<string>()
  const path: string[] = []

  function visit(node: string): readonly string[] | undefined {
    const entered = path.indexOf(node)
    if (entered >= 0) return [...path.slice(entered), node]
    if (done.has(node)) return undefined
    path.push(node)
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next)
      if (cycle) return cycle
    }
    path.pop()
    done.add(node)
    return undefined
  }

  for (const node of graph.keys()) {
    const cycle = visit(node)
    if (cycle) return cycle
  }
  return undefined
}
