import type { Value } from '@countersign/core'
import type { TaskKv, TaskKvEntry, TaskKvWrite } from '../task-kv.ts'

/** An entry of the store of a test. */
export interface MemoryKvEntry extends TaskKvEntry {
  readonly namespace: string
  readonly ttlMs: number | null
}

/** A store of a test: nothing expires by itself, and every namespace may be used. */
export interface MemoryTaskKv extends TaskKv {
  /** Everything that is stored, in the order of first writing. */
  readonly entries: readonly MemoryKvEntry[]
}

/** Makes a store for a test; the flow's own namespace is `company.team`, as `runTask` has it. */
export function createMemoryTaskKv(
  given: readonly Pick<MemoryKvEntry, 'key' | 'type' | 'value'>[] = [],
  own = 'company.team',
): MemoryTaskKv {
  const entries = new Map<string, MemoryKvEntry>()
  const placeOf = (key: string, namespace = own) => `${namespace}/${key}`
  const put = ({ key, type, value, namespace = own, ttlMs }: TaskKvWrite) => {
    const place = placeOf(key, namespace)
    const revision = (entries.get(place)?.revision ?? 0) + 1
    entries.set(place, { key, type, value, namespace, revision, ttlMs: ttlMs ?? null })
  }
  for (const entry of given) put(entry)
  const keys = (namespace = own) =>
    [...entries.values()].filter((entry) => entry.namespace === namespace).map((entry) => entry.key)

  return {
    get entries() {
      return [...entries.values()]
    },
    get: async (key, namespace) => entries.get(placeOf(key, namespace)) ?? null,
    set: async (write) => {
      if (write.overwrite === false && entries.has(placeOf(write.key, write.namespace)))
        throw new Error(`There is a key ${write.key} already`)
      put(write)
    },
    update: async (key, change, namespace = own) => {
      const value: Value = change(entries.get(placeOf(key, namespace))?.value ?? null)
      put({ key, type: 'JSON', value, namespace })
      return value
    },
    delete: async (key, namespace) => entries.delete(placeOf(key, namespace)),
    keys: async (namespace) => keys(namespace).sort(),
    purge: async ({ inNamespace, isMeant, onlyExpired }) => {
      const meant = [...entries].filter(
        ([, entry]) => !onlyExpired && inNamespace(entry.namespace) && isMeant(entry.key),
      )
      for (const [place] of meant) entries.delete(place)
      return meant.length
    },
  }
}
