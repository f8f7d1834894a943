import type { Value } from '../json/value.ts'
import type { Page, PageQuery, TextFilter } from './page.ts'

/** Types of KV values (engine.md 8.2, observed/api.md J). */
export type KvType = 'STRING' | 'NUMBER' | 'BOOLEAN' | 'DATETIME' | 'DATE' | 'DURATION' | 'JSON'

export interface KvEntry {
  readonly tenant: string
  readonly namespace: string
  readonly key: string
  readonly type: KvType
  readonly value: Value
  /** Starts at 1, +1 with each write of the key. */
  readonly revision: number
  readonly description: string | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly expiresAt: number | null
  /** Idempotency key of the task attempt that wrote it, so that one that is repeated after a crash knows its own; else null. */
  readonly writtenBy: string | null
}

/** Which keys of a tenant are meant; what expired at `liveAt` or before is not. */
export interface KvSearch {
  /** Free text in key and namespace. */
  readonly text?: string
  readonly namespace?: TextFilter
  readonly liveAt: number
}

/** Keys and values of namespaces. Expired entries are returned: the caller tells 410 from 404. */
export interface KvStore {
  find(tenant: string, namespace: string, key: string): Promise<KvEntry | null>
  list(tenant: string, namespace: string): Promise<readonly KvEntry[]>
  /** Keys of all namespaces, by namespace and key unless sorted otherwise. */
  search(tenant: string, search: KvSearch, page: PageQuery): Promise<Page<KvEntry>>
}
