/** Lets a bounded number of pieces of work go on at once; the others wait in line. */
export interface Limiter {
  run<T>(work: () => Promise<T>): Promise<T>
}

/** For reads of a burst: thousands that wait for one connection cost more than the reads themselves. */
export function createLimiter(max: number): Limiter {
  let going = 0
  let waiting: (() => void)[] = []
  let head = 0

  function leave(): void {
    const next = waiting[head]
    if (next === undefined) {
      going -= 1
      return
    }
    head += 1
    if (head > 1_024) {
      waiting = waiting.slice(head)
      head = 0
    }
    next()
  }

  return {
    async run(work) {
      if (going < max) going += 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
