/** Numbers from a printed seed, so that a failing run can be repeated. */
export type Seeded = {
  /** An integer from 0 (inclusive) to `below` (exclusive). */
  int(below: number): number
}

export function createSeeded(seed: number): Seeded {
  let state = seed >>> 0
  return {
    int(below) {
      // mulberry32
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below
    },
  }
}
