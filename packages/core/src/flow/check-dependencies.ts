import { didYouMean } from './did-you-mean.ts'
import type { Findings, Place } from './findings.ts'
import type { Task } from './flow.ts'

/** Something that waits for others beside it: a child of a Dag, or an input. */
export interface DependentChild {
  readonly id: string
  readonly dependsOn: readonly string[]
  readonly place: Place
  readonly task?: Task
}

/**
 * Reports dependencies on what does not exist and circles among them.
 * @param what names one of them in messages, such as "input".
 */
export function checkDependencies(
  items: readonly DependentChild[],
  what: string,
  findings: Findings,
  unknown: 'error' | 'warning' = 'error',
): void {
  const ids = new Set(items.map((item) => item.id))
  for (const item of items) {
    for (const id of item.dependsOn.filter((dependency) => !ids.has(dependency))) {
      const message = `\`${item.id}\` depends on \`${id}\`, and there is no ${what} of that name.`
      findings[unknown]('DEPENDENCY_UNKNOWN', item.place, message, didYouMean(id, ids))
    }
  }
  for (const circle of findCircles(items)) {
    const [first] = circle
    const place = items.find((item) => item.id === first)?.place
    if (place === undefined) continue
    const path = [...circle, first].map((id) => `\`${id}\``).join(' → ')
    findings.error('DEPENDENCY_CYCLE', place, `These depend on each other in a circle: ${path}.`)
  }
}

/** One circle for each item that closes one, in the order of the items; every circle is given once. */
function findCircles(items: readonly DependentChild[]): readonly (readonly string[])[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const done = new Set<string>()
  const circles: (readonly string[])[] = []
  const walk = (id: string, path: readonly string[]): void => {
    const start = path.indexOf(id)
    if (start >= 0) circles.push(path.slice(start))
    if (start >= 0 || done.has(id)) return
    for (const next of byId.get(id)?.dependsOn ?? []) walk(next, [...path, id])
    done.add(id)
  }
  for (const { id } of items) walk(id, [])
  return circles
}
