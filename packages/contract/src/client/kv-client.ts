import type { KvListItem, KvValue } from '../kv/kv-entry.ts'
import type { PageResult } from './page-result.ts'
import { type CallOptions, pathOf, type Transport } from './transport.ts'

type KvSearchQuery = {
  readonly page?: number
  readonly size?: number
  readonly sort?: readonly string[]
  readonly q?: string
  /** This namespace and those below it. */
  readonly namespace?: string
}

/** Keys and values of namespaces. */
export interface KvClient {
  list(namespace: string, options?: CallOptions): Promise<readonly KvListItem[]>
  /** Keys of all namespaces. */
  search(query?: KvSearchQuery, options?: CallOptions): Promise<PageResult<KvListItem>>
  /** Keys that a namespace sees of its parents, the nearest first. */
  inherited(namespace: string, options?: CallOptions): Promise<readonly KvListItem[]>
  read(namespace: string, key: string, options?: CallOptions): Promise<KvValue>
  /** Writes a raw literal: `"text"` with quotes, `42`, `true`, `2021-09-01`, JSON. `ttl` is an ISO duration. */
  write(
    namespace: string,
    key: string,
    literal: string,
    options?: CallOptions & { readonly ttl?: string; readonly description?: string },
  ): Promise<void>
  /** True when the key was there. */
  remove(namespace: string, key: string, options?: CallOptions): Promise<boolean>
  /** The keys that were there. */
  removeMany(namespace: string, keys: readonly string[], options?: CallOptions): Promise<readonly string[]>
}

export function createKvClient(transport: Transport): KvClient {
  const scope = 'tenant'
  return {
    list: (namespace, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/namespaces/${namespace}/kv`, ...options }),
    search: (query, options) => transport.json({ method: 'GET', scope, path: pathOf`/kv`, query, ...options }),
    inherited: (namespace, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/namespaces/${namespace}/kv/inheritance`, ...options }),
    read: (namespace, key, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/namespaces/${namespace}/kv/${key}`, ...options }),
    write: (namespace, key, literal, { ttl, description, ...options } = {}) =>
      transport.send({
        method: 'PUT',
        scope,
        path: pathOf`/namespaces/${namespace}/kv/${key}`,
        body: { kind: 'text', type: 'text/plain', text: literal },
        headers: { ttl, description },
        ...options,
      }),
    remove: (namespace, key, options) =>
      transport.json({ method: 'DELETE', scope, path: pathOf`/namespaces/${namespace}/kv/${key}`, ...options }),
    removeMany: async (namespace, keys, options) => {
      const removed = await transport.json<{ readonly keys: readonly string[] }>({
        method: 'DELETE',
        scope,
        path: pathOf`/namespaces/${namespace}/kv`,
        body: { kind: 'json', value: { keys } },
        ...options,
      })
      return removed.keys
    },
  }
}
