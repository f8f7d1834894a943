import type { Progress } from '../progress.ts'
import { type PlacedChild, type Scheduling, valueIndexOf, WAVE_SIZE, type Work } from './scheduling.ts'

/**
 * A loop whose values run side by side, at most `limit` of them (0: all), each value's tasks one after another (engine.md 4.6;
 * observed: fe-limit0, fe-limit2). `next` is the first value that has not begun; a value that waits for its next task has that
 * place in `ready`, so that going on never looks at values that are done.
 */
export function inValueGroups(limit: number): Scheduling {
  return {
    next(work, progress) {
      if (work.nodes.length === 0) return { places: [], progress, more: false }
      const ready = progress.ready ?? []
      const { next, active } = progress
      const free = limit === 0 ? Number.POSITIVE_INFINITY : limit - active - ready.length
      const begun = Math.max(0, Math.min(free, work.times - next))
      const possible = ready.length + begun
      const count = Math.min(possible, WAVE_SIZE)
      const first = Math.max(0, count - ready.length)
      const places = [
        ...ready.slice(0, count),
        ...Array.from({ length: first }, (_, index) => (next + index) * work.nodes.length),
      ]
      const after = withReady({ ...progress, next: next + first }, ready.slice(count))
      return { places, progress: after, more: count < possible }
    },
    ended(work, progress, place) {
      const isLast = (place + 1) % work.nodes.length === 0
      return isLast ? progress : withReady(progress, [...(progress.ready ?? []), place + 1])
    },
    follows: (work, later, earlier) => valueIndexOf(work, later) === valueIndexOf(work, earlier) && later > earlier,
    restore: (work, children) => restoreGroups(work, children),
  }
}

function withReady({ ready: _before, ...progress }: Progress, ready: readonly number[]): Progress {
  return ready.length === 0 ? progress : { ...progress, ready }
}

function restoreGroups(work: Work, children: readonly PlacedChild[]): Pick<Progress, 'next' | 'ready'> {
  const last = new Map<number, PlacedChild>()
  for (const child of children) {
    const value = valueIndexOf(work, child.place)
    if (child.place > (last.get(value)?.place ?? -1)) last.set(value, child)
  }
  const waiting = [...last.values()].filter(
    ({ place, terminated }) => terminated && (place + 1) % work.nodes.length !== 0,
  )
  return { next: Math.max(-1, ...last.keys()) + 1, ready: waiting.map(({ place }) => place + 1) }
}
