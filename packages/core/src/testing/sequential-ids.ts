import type { Ids } from '../ports/environment.ts'

/** Ids that count: `id-00001`, `id-00002` ... They sort in the order in which they were made. */
export function createSequentialIds(prefix = 'id'): Ids {
  let last = 0
  return {
    next: () => {
      last += 1
      return `${prefix}-${String(last).padStart(5, '0')}`
    },
  }
}
