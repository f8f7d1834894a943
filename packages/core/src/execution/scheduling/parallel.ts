import { nextAfter, placesIn, type Scheduling, WAVE_SIZE } from './scheduling.ts'

/** All children at once, or as many at a time as `limit` says; 0 is no limit (engine.md 4.2). */
export function inParallel(limit: number): Scheduling {
  return {
    next(work, progress) {
      const free = limit === 0 ? Number.POSITIVE_INFINITY : limit - progress.active
      const possible = Math.max(0, Math.min(free, placesIn(work) - progress.next))
      const count = Math.min(possible, WAVE_SIZE)
      const places = Array.from({ length: count }, (_, index) => progress.next + index)
      return { places, progress: { ...progress, next: progress.next + count }, more: count < possible }
    },
    follows: () => false,
    restore: (_work, children) => ({ next: nextAfter(children) }),
  }
}
