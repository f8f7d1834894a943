import type { Ids } from '@countersign/core'

/** Ids that count up, with a prefix that keeps those of several engines apart. They sort by creation, as real ones do. */
export function createSequentialIds(prefix: string): Ids {
  let count = 0
  return {
    next: () => {
      count += 1
      return `${prefix}${String(count).padStart(8, '0')}`
    },
  }
}
