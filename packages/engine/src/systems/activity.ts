/**
 * Counts what is going on in the engine, so that tests and an ordered shutdown can wait until nothing is. Every piece of
 * work that will change or read the database holds a count from before it is queued until its last effect is out.
 */
export interface Activity {
  /** Marks the begin of a piece of work; the returned function marks its end and must be called once. */
  begin(): () => void
  /** Counts a promise as work until it settles, and gives it back. */
  track<T>(work: Promise<T>): Promise<T>
  /** Resolves once nothing is going on; at once when that is so now. */
  idle(): Promise<void>
  readonly count: number
}

/** Makes a counter that starts idle. */
export function createActivity(): Activity {
  let count = 0
  let waiting: (() => void)[] = []

  function end(): void {
    count -= 1
    if (count > 0) return
    const resolved = waiting
    waiting = []
    for (const resolve of resolved) resolve()
  }

  function begin(): () => void {
    count += 1
    let ended = false
    return () => {
      if (ended) return
      ended = true
      end()
    }
  }

  return {
    begin,
    track(work) {
      const done = begin()
      work.then(done, done)
      return work
    },
    async idle() {
      while (count > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    get count() {
      return count
    },
  }
}
