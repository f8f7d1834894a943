import { type Encryption, namespaceLine, type SecretStore } from '@countersign/core'
import type { SecretSource } from './secret-source.ts'

/**
 * Secrets of the database before those from outside: the namespace, then its parents, nearest first, then what the server
 * was given (`SECRET_*` variables).
 */
export function createStoredSecrets(options: {
  readonly store: SecretStore
  readonly encryption: Encryption | null
  readonly outside: SecretSource
}): SecretSource {
  const { store, encryption, outside } = options
  return {
    async find(tenant, namespace, name) {
      const stored = await store.find(tenant, namespaceLine(namespace), name.toUpperCase())
      if (stored === null) return outside.find(tenant, namespace, name)
      if (encryption === null) throw new Error('it is encrypted, and the server has no encryption key')
      return encryption.decrypt(stored.sealed)
    },
  }
}
