import {
  AppError,
  type AuditAction,
  type AuditDraft,
  type Clock,
  type KvEntry,
  type KvStore,
  type KvType,
  type Value,
} from '@countersign/core'
import type { Caller, EngineClient } from '../../client.ts'
import type { Committer } from '../commit/committer.ts'
import { createKeyedQueue } from '../keyed-queue.ts'

/** Where a key is. */
export interface KvPlace {
  readonly tenant: string
  readonly namespace: string
  readonly key: string
}

/** What is stored under a key. */
export interface KvContent {
  readonly type: KvType
  readonly value: Value
  readonly description?: string | undefined
  readonly ttlMs?: number | undefined
}

/** Writes keys and values of namespaces (engine.md 8.2). */
export interface KvWriter extends Pick<EngineClient, 'putKv' | 'deleteKv'> {
  /**
   * Stores what `make` makes of the entry that is there; an expired one counts as none. `make` is called again when another
   * write came first. `writtenBy` is kept with the entry.
   * @throws AppError KV_INVALID; whatever `make` throws
   */
  change(place: KvPlace, make: (before: KvEntry | null) => KvContent, writtenBy: string | null): Promise<KvEntry>
  /** True when the key was there. */
  remove(place: KvPlace): Promise<boolean>
}

interface KvWriterOptions {
  readonly kv: KvStore
  readonly committer: Committer
  readonly clock: Clock
}

const KEY = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/

/** Somebody else may come first this often; a key that changes faster is no place to keep something. */
const MAX_TRIES = 16

/**
 * One write of a key after another, each behind a guard on the revision that it saw. The audit log names what people write:
 * key and type, never the value, for people keep tokens here, whatever they are told. Writes of tasks are in no audit log.
 */
export function createKvWriter({ kv, committer, clock }: KvWriterOptions): KvWriter {
  const queue = createKeyedQueue()

  function changeAudited(
    place: KvPlace,
    make: (before: KvEntry | null) => KvContent,
    writtenBy: string | null,
    audit: (row: KvEntry) => readonly AuditDraft[],
  ): Promise<KvEntry> {
    assertKey(place.key)
    const { tenant, namespace, key } = place
    return queue.run(nameOf(place), async () => {
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const now = clock.now()
        const stored = await kv.find(tenant, namespace, key)
        const row = rowOf(place, stored, make(isLive(stored, now) ? stored : null), writtenBy, now)
        const revision = stored?.revision ?? 0
        const outcome = await committer.commit({
          guards: [{ kind: 'kv-revision', tenant, namespace, key, revision }],
          writes: [{ kind: 'kv-put', row }],
          audit: audit(row),
        })
        if (outcome === 'committed') return row
      }
      throw new AppError('INTERNAL', `The key \`${key}\` of \`${namespace}\` was changed again and again; try again`)
    })
  }

  function removeAudited(place: KvPlace, audit: () => readonly AuditDraft[]): Promise<boolean> {
    const { tenant, namespace, key } = place
    return queue.run(nameOf(place), async () => {
      if ((await kv.find(tenant, namespace, key)) === null) return false
      const writes = [{ kind: 'kv-delete', tenant, namespace, key }] as const
      await committer.commit({ guards: [], writes, audit: audit() })
      return true
    })
  }

  return {
    async change(place, make, writtenBy) {
      return changeAudited(place, make, writtenBy, () => [])
    },
    remove: (place) => removeAudited(place, () => []),
    async putKv(caller, given) {
      const place = { tenant: caller.tenant, namespace: given.namespace, key: given.key }
      const audit = (row: KvEntry) => [
        kvDraft(caller, 'kv.written', place, row.updatedAt, { type: row.type, revision: row.revision }),
      ]
      return changeAudited(place, () => given, null, audit)
    },
    deleteKv(caller, namespace, key) {
      const place = { tenant: caller.tenant, namespace, key }
      return removeAudited(place, () => [kvDraft(caller, 'kv.deleted', place, clock.now(), {})])
    },
  }
}

/** True for an entry that is there and has not expired. */
export function isLive(entry: KvEntry | null, now: number): entry is KvEntry {
  return entry !== null && (entry.expiresAt === null || entry.expiresAt > now)
}

function nameOf({ tenant, namespace, key }: KvPlace): string {
  return `${tenant} ${namespace} ${key}`
}

function rowOf(
  place: KvPlace,
  before: KvEntry | null,
  { type, value, description, ttlMs }: KvContent,
  writtenBy: string | null,
  now: number,
): KvEntry {
  if (ttlMs !== undefined && ttlMs < 0) throw new AppError('KV_INVALID', 'The time to live must not be negative')
  return {
    ...place,
    type,
    value,
    revision: (before?.revision ?? 0) + 1,
    description: description ?? before?.description ?? null,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    expiresAt: ttlMs === undefined ? null : now + ttlMs,
    writtenBy,
  }
}

function assertKey(key: string): void {
  if (KEY.test(key)) return
  const text = `The key \`${key}\` cannot be stored: it must begin with a letter or digit and hold only letters, digits, \`.\`, \`_\` and \`-\``
  throw new AppError('KV_INVALID', text)
}

function kvDraft(
  { tenant, actor, origin }: Caller,
  action: AuditAction,
  { namespace, key }: KvPlace,
  at: number,
  body: AuditDraft['body'],
): AuditDraft {
  return { tenant, at, actor, action, target: { kind: 'kv', id: key, namespace }, origin, body }
}
