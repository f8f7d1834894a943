/** Lets one holder in at a time, in the order of asking. */
export interface Mutex {
  /** Resolves when it is this caller's turn; call the result once to let the next one in. */
  acquire(): Promise<() => void>
}

export function createMutex(): Mutex {
  let last: Promise<void> = Promise.resolve()
  return {
    acquire: async () => {
      const before = last
      let release: () => void = () => undefined
      last = new Promise((resolve) => {
        release = resolve
      })
      await before
      return release
    },
  }
}
