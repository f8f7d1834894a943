import type { KvListItem, KvValue } from '@countersign/contract'
import type { KvEntry } from '@countersign/core'
import { toInstant } from '../shared/instant.ts'

/** A stored value; a stored null has none (observed/api.md J87). */
export function presentKvValue({ type, value, revision, updatedAt }: KvEntry): KvValue {
  return { type, ...(value === null ? {} : { value }), revision, updated: toInstant(updatedAt) }
}

/** A key in a list. */
export function presentKvItem(entry: KvEntry): KvListItem {
  return {
    namespace: entry.namespace,
    key: entry.key,
    version: entry.revision,
    ...(entry.description === null ? {} : { description: entry.description }),
    creationDate: toInstant(entry.createdAt),
    updateDate: toInstant(entry.updatedAt),
    ...(entry.expiresAt === null ? {} : { expirationDate: toInstant(entry.expiresAt) }),
  }
}
