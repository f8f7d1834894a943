/** A secret of a namespace as it is stored. */
export interface StoredSecret {
  readonly tenant: string
  readonly namespace: string
  /** The name in capitals, by which it is found: names are case-insensitive, as with `SECRET_*` variables. */
  readonly key: string
  /** The name as it was written. */
  readonly name: string
  readonly description: string | null
  readonly tags: readonly SecretTag[]
  /** The encrypted text. */
  readonly sealed: string
  /** The encryption key that sealed it. */
  readonly keyId: string
  /** Starts at 1, +1 with each write. */
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
}

export interface SecretTag {
  readonly key: string
  readonly value: string
}

/** Secrets of namespaces. Writing goes through `CommitStore`. */
export interface SecretStore {
  /** The secret of the first of the namespaces that has it; `key` in capitals. */
  find(tenant: string, namespaces: readonly string[], key: string): Promise<StoredSecret | null>
  /** All secrets of some namespaces, by key. */
  list(tenant: string, namespaces: readonly string[]): Promise<readonly StoredSecret[]>
  /** Secrets of a tenant that another key than this one sealed. */
  sealedByOthers(tenant: string, keyId: string, limit: number): Promise<readonly StoredSecret[]>
}

/** A namespace and its parents, nearest first: `a.b.c`, `a.b`, `a`. Where secrets and keys are looked for. */
export function namespaceLine(namespace: string): readonly string[] {
  const parts = namespace.split('.')
  return parts.map((_part, index) => parts.slice(0, parts.length - index).join('.'))
}
