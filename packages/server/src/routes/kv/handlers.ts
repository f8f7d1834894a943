import { AppError, type KvEntry, messageOf, namespaceLine, parseDuration } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import { invalidRequest } from '../../app/parse-with.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { readSort } from '../shared/filters.ts'
import { presentKvItem, presentKvValue } from './present-kv.ts'
import { readLiteral } from './read-literal.ts'

/** What a key may look like (observed Q2-kv-textplain-put-bad-key). */
const KEY = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/

/** Fields that keys are sorted by. */
const KV_SORT_FIELDS = ['key', 'namespace', 'updateDate', 'creationDate', 'expirationDate'] as const

/** Keys and values of namespaces. */
export function createKvHandlers({
  engine,
  storage: { kv },
  clock,
}: Pick<AppPorts, 'engine' | 'storage' | 'clock'>): ResourceHandlers<'kv'> {
  const isLive = ({ expiresAt }: KvEntry) => expiresAt === null || expiresAt > clock.now()

  return {
    async 'kv.list'({ tenant, params: { namespace } }) {
      const entries = await kv.list(tenant, namespace)
      return { status: 200, json: entries.filter(isLive).map(presentKvItem) }
    },
    async 'kv.search'({ tenant, query }) {
      const { page, size, q, namespace } = query
      const text = q === undefined || q.trim() === '*' ? {} : { text: q.trim() }
      const within = namespace === undefined ? {} : { namespace: { operator: 'PREFIX', values: [namespace] } as const }
      const search = { ...text, ...within, liveAt: clock.now() }
      const found = await kv.search(tenant, search, { page, size, sort: readSort(query.sort, KV_SORT_FIELDS) })
      return { status: 200, json: { results: found.items.map(presentKvItem), total: found.total } }
    },
    async 'kv.inherited'({ tenant, params: { namespace } }) {
      const parents = namespaceLine(namespace).slice(1)
      const entries = await Promise.all(parents.map((parent) => kv.list(tenant, parent)))
      return { status: 200, json: entries.flat().filter(isLive).map(presentKvItem) }
    },
    async 'kv.read'({ tenant, params: { namespace, key } }) {
      assertKey(key)
      const entry = await kv.find(tenant, namespace, key)
      if (entry === null) throw new AppError('KV_NOT_FOUND', `Namespace \`${namespace}\` has no key \`${key}\`.`)
      if (!isLive(entry)) {
        throw new AppError('KV_EXPIRED', `Key \`${key}\` of namespace \`${namespace}\` has expired; write it again.`)
      }
      return { status: 200, json: presentKvValue(entry) }
    },
    async 'kv.write'({ caller, params: { namespace, key }, headers: { ttl, description }, body }) {
      assertKey(key)
      await engine.putKv(caller, {
        namespace,
        key,
        ...readLiteral(body.value),
        ...(description === undefined ? {} : { description }),
        ...(ttl === undefined ? {} : { ttlMs: readTtl(ttl) }),
      })
      return { status: 200 }
    },
    async 'kv.remove'({ caller, params: { namespace, key } }) {
      assertKey(key)
      return { status: 200, json: await engine.deleteKv(caller, namespace, key) }
    },
    async 'kv.removeMany'({ caller, params: { namespace }, body }) {
      const keys = [...new Set(body.value.keys)]
      const removed = await Promise.all(keys.map((key) => engine.deleteKv(caller, namespace, key)))
      return { status: 200, json: { keys: keys.filter((_key, index) => removed[index] === true) } }
    },
  }
}

function assertKey(key: string): void {
  if (KEY.test(key)) return
  const message = `\`${key}\` cannot be a key: it starts with a letter or digit, then letters, digits, \`.\`, \`_\` and \`-\` follow.`
  throw new AppError('KV_INVALID', message, { fields: [{ field: 'key', code: 'KV_KEY', message }] })
}

function readTtl(text: string): number {
  try {
    return parseDuration(text)
  } catch (error) {
    throw invalidRequest([{ field: 'ttl', code: 'duration', message: messageOf(error) }])
  }
}
