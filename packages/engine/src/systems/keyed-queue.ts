/** Runs work one after another for each key, and side by side for different keys. */
export interface KeyedQueue {
  /** Resolves or rejects with what `work` does, once it has had its turn. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** For rows that are read before they are written and have no guard of their own; one process writes them. */
export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(key, work) {
      const before = tails.get(key) ?? Promise.resolve()
      const mine = before.then(work, work)
      const tail = mine.catch(() => undefined)
      tails.set(key, tail)
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
      return mine
    },
  }
}
