import { type Scheduling, WAVE_SIZE, type Work } from './scheduling.ts'

/**
 * Each child once everything that it depends on has ended, in whatever state, and as many at a time as `limit` says (engine.md
 * 4.3). A dependency that is disabled counts as ended (deviation of dag-disabled-dep: Kestra waits for ever).
 */
export function inDependencyOrder(limit: number): Scheduling {
  return {
    next(work, progress) {
      const started = progress.started ?? []
      const free = limit === 0 ? Number.POSITIVE_INFINITY : limit - progress.active
      const possible = eligible(work, started, progress.ended ?? []).slice(0, Math.max(0, free))
      const places = possible.slice(0, WAVE_SIZE)
      if (places.length === 0) return { places, progress, more: false }
      return {
        places,
        progress: { ...progress, started: [...started, ...places] },
        more: places.length < possible.length,
      }
    },
    ended: (_work, progress, place) => ({ ...progress, ended: [...(progress.ended ?? []), place] }),
    follows: (work, later, earlier) => dependsOn(work, later, earlier, new Set()),
    restore: (_work, children) => ({
      next: 0,
      started: children.map((child) => child.place),
      ended: children.filter((child) => child.terminated).map((child) => child.place),
    }),
  }
}

function eligible(work: Work, started: readonly number[], ended: readonly number[]): readonly number[] {
  const begun = new Set(started)
  const over = new Set(ended)
  return work.nodes.flatMap((_node, place) =>
    !begun.has(place) && dependencies(work, place).every((needed) => over.has(needed)) ? [place] : [],
  )
}

/** Places of the children that one waits for; disabled ones have no place. */
function dependencies({ nodes }: Work, place: number): readonly number[] {
  const ids = nodes[place]?.task.dependsOn ?? []
  return ids.map((id) => nodes.findIndex((node) => node.task.id === id)).filter((needed) => needed >= 0)
}

/** @param seen places that were looked at already: in layers, each is reached by many ways. */
function dependsOn(work: Work, place: number, other: number, seen: Set<number>): boolean {
  if (seen.has(place)) return false
  seen.add(place)
  return dependencies(work, place).some((needed) => needed === other || dependsOn(work, needed, other, seen))
}
