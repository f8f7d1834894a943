/** A service account's Bearer token. Only its hash is kept. */
export interface ServiceToken {
  readonly tenant: string
  readonly id: string
  readonly name: string
  /** SHA-256 of the secret part, lower-case hex. */
  readonly hash: string
  readonly createdBy: string
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
}

export interface TokenStore {
  findByHash(hash: string): Promise<ServiceToken | null>
  list(tenant: string): Promise<readonly ServiceToken[]>
}

/** Tenants are rows: `main` always. Writing goes through `CommitStore`. */
export interface TenantStore {
  list(): Promise<readonly string[]>
}
