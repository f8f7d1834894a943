import { AppError, type AuditAction, type AuditDraft, type Clock, type KvEntry, type KvStore } from '@countersign/core'
import type { Caller, EngineClient } from '../../client.ts'
import type { Committer } from '../commit/committer.ts'
import { createKeyedQueue } from '../keyed-queue.ts'

/** Writes keys and values of namespaces (engine.md 8.2). */
export type KvWriter = Pick<EngineClient, 'putKv' | 'deleteKv'>

interface KvWriterOptions {
  readonly kv: KvStore
  readonly committer: Committer
  readonly clock: Clock
}

const KEY = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/

/** The audit log names key and type, never the value: people keep tokens here, whatever they are told. */
export function createKvWriter({ kv, committer, clock }: KvWriterOptions): KvWriter {
  const queue = createKeyedQueue()

  return {
    async putKv(caller, given) {
      const { namespace, key, ttlMs } = given
      assertValid(key, ttlMs)
      return queue.run(`${caller.tenant} ${namespace} ${key}`, async () => {
        const now = clock.now()
        const before = await kv.find(caller.tenant, namespace, key)
        const row: KvEntry = {
          tenant: caller.tenant,
          namespace,
          key,
          type: given.type,
          value: given.value,
          revision: (before?.revision ?? 0) + 1,
          description: given.description ?? before?.description ?? null,
          createdAt: before?.createdAt ?? now,
          updatedAt: now,
          expiresAt: ttlMs === undefined ? null : now + ttlMs,
        }
        const audit = [kvDraft(caller, 'kv.written', namespace, key, now, { type: row.type, revision: row.revision })]
        await committer.commit({ guards: [], writes: [{ kind: 'kv-put', row }], audit })
        return row
      })
    },
    deleteKv(caller, namespace, key) {
      const { tenant } = caller
      return queue.run(`${tenant} ${namespace} ${key}`, async () => {
        if ((await kv.find(tenant, namespace, key)) === null) return false
        const audit = [kvDraft(caller, 'kv.deleted', namespace, key, clock.now(), {})]
        await committer.commit({ guards: [], writes: [{ kind: 'kv-delete', tenant, namespace, key }], audit })
        return true
      })
    },
  }
}

function assertValid(key: string, ttlMs: number | undefined): void {
  if (!KEY.test(key)) {
    const text = `The key \`${key}\` cannot be stored: it must begin with a letter or digit and hold only letters, digits, \`.\`, \`_\` and \`-\``
    throw new AppError('KV_INVALID', text)
  }
  if (ttlMs !== undefined && ttlMs < 0) throw new AppError('KV_INVALID', 'The time to live must not be negative')
}

function kvDraft(
  caller: Caller,
  action: AuditAction,
  namespace: string,
  key: string,
  at: number,
  body: AuditDraft['body'],
): AuditDraft {
  return {
    tenant: caller.tenant,
    at,
    actor: caller.actor,
    action,
    target: { kind: 'kv', id: key, namespace },
    origin: caller.origin,
    body,
  }
}
