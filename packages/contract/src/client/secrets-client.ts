import type { SecretList, SecretMeta } from '../secrets/secret.ts'
import { type CallOptions, pathOf, type Transport } from './transport.ts'

/** Secrets of namespaces. */
export interface SecretsClient {
  list(
    namespace: string,
    options?: CallOptions & { readonly page?: number; readonly size?: number },
  ): Promise<SecretList>
  /** Names by the namespace that they are kept in, the nearest first. */
  inherited(namespace: string, options?: CallOptions): Promise<Readonly<Record<string, readonly string[]>>>
  /** Makes or replaces a secret. */
  write(
    namespace: string,
    secret: SecretMeta & { readonly value: string },
    options?: CallOptions,
  ): Promise<readonly SecretMeta[]>
  describe(namespace: string, secret: SecretMeta, options?: CallOptions): Promise<readonly SecretMeta[]>
  remove(namespace: string, key: string, options?: CallOptions): Promise<readonly string[]>
  /** Seals everything with the newest key; resolves with how many secrets were sealed anew. */
  reseal(options?: CallOptions): Promise<number>
}

export function createSecretsClient(transport: Transport): SecretsClient {
  const scope = 'tenant'
  return {
    list: (namespace, { page, size, ...options } = {}) =>
      transport.json({
        method: 'GET',
        scope,
        path: pathOf`/namespaces/${namespace}/secrets`,
        query: { page, size },
        ...options,
      }),
    inherited: (namespace, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/namespaces/${namespace}/inherited-secrets`, ...options }),
    write: (namespace, secret, options) =>
      transport.json({
        method: 'PUT',
        scope,
        path: pathOf`/namespaces/${namespace}/secrets`,
        body: { kind: 'json', value: secret },
        ...options,
      }),
    describe: (namespace, secret, options) =>
      transport.json({
        method: 'PATCH',
        scope,
        path: pathOf`/namespaces/${namespace}/secrets/${secret.key}`,
        body: { kind: 'json', value: secret },
        ...options,
      }),
    remove: (namespace, key, options) =>
      transport.json({ method: 'DELETE', scope, path: pathOf`/namespaces/${namespace}/secrets/${key}`, ...options }),
    reseal: async (options) => {
      const { resealed } = await transport.json<{ readonly resealed: number }>({
        method: 'POST',
        scope: 'instance',
        path: pathOf`/secrets/reseal`,
        ...options,
      })
      return resealed
    },
  }
}
