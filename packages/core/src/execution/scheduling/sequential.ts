import { nextAfter, placesIn, type Scheduling } from './scheduling.ts'

/** One child after another, in order (engine.md 3.4). In a loop: all tasks of the first value, then those of the next. */
export const inSequence: Scheduling = {
  next(work, progress) {
    const { active, next } = progress
    if (active > 0 || next >= placesIn(work)) return { places: [], progress, more: false }
    return { places: [next], progress: { ...progress, next: next + 1 }, more: false }
  },
  follows: (_work, later, earlier) => later > earlier,
  restore: (_work, children) => ({ next: nextAfter(children) }),
}
