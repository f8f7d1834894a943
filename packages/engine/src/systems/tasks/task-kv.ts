import {
  AppError,
  type Clock,
  type Execution,
  type KvEntry,
  type KvStore,
  type KvType,
  type Value,
} from '@countersign/core'
import type { TaskKv, TaskKvEntry } from '@countersign/plugin-sdk'
import { findInherited } from '../answers/host-resolver.ts'
import { isLive, type KvWriter } from '../records/kv-writer.ts'
import type { NamespaceRule } from './namespace-rule.ts'

interface TaskKvOptions {
  readonly kv: KvStore
  readonly kvWriter: Pick<KvWriter, 'change' | 'remove'>
  readonly namespaces: NamespaceRule
  readonly clock: Clock
}

/** The attempt that asks. */
export interface Asking {
  readonly execution: Pick<Execution, 'tenant' | 'namespace' | 'flowId' | 'id'>
  readonly idempotencyKey: string
  /** One that was stopped changes nothing any more. */
  readonly signal: AbortSignal
}

/** Makes the store as the tasks of an execution see it. */
export function createTaskKv({ kv, kvWriter, namespaces, clock }: TaskKvOptions): (asking: Asking) => TaskKv {
  return ({ execution, idempotencyKey, signal }) => {
    const { tenant, namespace: own } = execution

    async function placeOf(key: string, namespace = own) {
      signal.throwIfAborted()
      await namespaces.assert(tenant, own, namespace)
      return { tenant, namespace, key }
    }

    async function liveKeys(namespace: string, onlyExpired: boolean): Promise<readonly string[]> {
      const now = clock.now()
      const entries = await kv.list(tenant, namespace)
      return entries.filter((entry) => isLive(entry, now) !== onlyExpired).map(({ key }) => key)
    }

    return {
      async get(key, namespace = own) {
        await placeOf(key, namespace)
        const entry = await findInherited(kv, execution, namespace, key)
        if (entry === null) return null
        if (!isLive(entry, clock.now())) throw expired(entry)
        return presentEntry(entry)
      },
      async set({ namespace, key, overwrite = true, ...content }) {
        const place = await placeOf(key, namespace)
        const make = (before: KvEntry | null) => {
          if (overwrite || before === null || before.writtenBy === idempotencyKey) return content
          throw exists(before)
        }
        await kvWriter.change(place, make, idempotencyKey)
      },
      async update(key, change, namespace) {
        const place = await placeOf(key, namespace)
        const make = (before: KvEntry | null) => {
          const value = change(before?.value ?? null)
          return { type: typeOf(value), value }
        }
        return (await kvWriter.change(place, make, idempotencyKey)).value
      },
      async delete(key, namespace) {
        return kvWriter.remove(await placeOf(key, namespace))
      },
      async keys(namespace = own) {
        await placeOf('', namespace)
        return liveKeys(namespace, false)
      },
      async purge({ inNamespace, isMeant, onlyExpired }) {
        let count = 0
        for (const namespace of (await namespaces.allowed(tenant, own)).filter(inNamespace)) {
          const live = onlyExpired ? [] : await liveKeys(namespace, false)
          const meant = [...(await liveKeys(namespace, true)), ...live].filter(isMeant)
          for (const key of meant) {
            signal.throwIfAborted()
            if (await kvWriter.remove({ tenant, namespace, key })) count += 1
          }
        }
        return count
      },
    }
  }
}

function presentEntry({ key, type, value, revision }: KvEntry): TaskKvEntry {
  return { key, type, value, revision }
}

/** The type of a value that says nothing else about itself. */
function typeOf(value: Value): KvType {
  if (typeof value === 'string' || value === null) return 'STRING'
  if (typeof value === 'boolean') return 'BOOLEAN'
  return typeof value === 'number' || typeof value === 'bigint' ? 'NUMBER' : 'JSON'
}

function exists({ namespace, key }: KvEntry): AppError {
  const text = `The key \`${key}\` of \`${namespace}\` exists already, and \`overwrite\` is false`
  return new AppError('KV_EXISTS', text)
}

function expired({ namespace, key }: KvEntry): AppError {
  return new AppError('KV_EXPIRED', `The key \`${key}\` of \`${namespace}\` has expired; write it again`)
}
