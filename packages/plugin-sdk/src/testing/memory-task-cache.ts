import { bytesOf } from '@countersign/core/testing'
import type { TaskCache } from '../task-files.ts'

/** A cache of a task in memory. */
export function createMemoryTaskCache(now: () => number): TaskCache {
  let kept: { readonly storedAt: number; readonly bytes: Uint8Array } | undefined
  return {
    async read() {
      if (kept === undefined) return undefined
      const { storedAt, bytes } = kept
      return {
        storedAt,
        content: (async function* () {
          yield bytes
        })(),
      }
    },
    async write(content) {
      const bytes = content instanceof Uint8Array ? content : await bytesOf(content)
      kept = { storedAt: now(), bytes }
    },
  }
}
