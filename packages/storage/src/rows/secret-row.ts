import type { SecretTag, StoredSecret } from '@countersign/core'
import type { SecretRow } from '../schema/record-rows.ts'
import { toStoredText, toStoredTextOrNull } from './stored-text.ts'

export function toSecretRow(secret: StoredSecret): SecretRow {
  return {
    tenant: secret.tenant,
    namespace: secret.namespace,
    key: toStoredText(secret.key),
    name: toStoredText(secret.name),
    description: toStoredTextOrNull(secret.description),
    tags: toStoredText(JSON.stringify(secret.tags)),
    sealed: secret.sealed,
    key_id: secret.keyId,
    version: secret.version,
    created_at: secret.createdAt,
    updated_at: secret.updatedAt,
  }
}

export function fromSecretRow(row: SecretRow): StoredSecret {
  return {
    tenant: row.tenant,
    namespace: row.namespace,
    key: row.key,
    name: row.name,
    description: row.description,
    // The column holds only what was written from a list of tags.
    tags: JSON.parse(row.tags) as readonly SecretTag[],
    sealed: row.sealed,
    keyId: row.key_id,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
