import type { KvEntry, KvType, ServiceToken } from '@countersign/core'
import { parseJson, stringifyJson } from '../json-codec.ts'
import type { KvRow, TokenRow } from '../schema/record-rows.ts'
import { toStoredText, toStoredTextOrNull } from './stored-text.ts'

export function toKvRow(entry: KvEntry): KvRow {
  return {
    tenant: entry.tenant,
    namespace: entry.namespace,
    key: toStoredText(entry.key),
    type: entry.type,
    value: stringifyJson(entry.value),
    revision: entry.revision,
    description: toStoredTextOrNull(entry.description),
    created_at: entry.createdAt,
    updated_at: entry.updatedAt,
    expires_at: entry.expiresAt,
    written_by: entry.writtenBy,
  }
}

export function fromKvRow(row: KvRow): KvEntry {
  return {
    tenant: row.tenant,
    namespace: row.namespace,
    key: row.key,
    // The column holds only what was written from a KvType.
    type: row.type as KvType,
    value: parseJson(row.value),
    revision: row.revision,
    description: row.description,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    expiresAt: row.expires_at,
    writtenBy: row.written_by,
  }
}

export function toTokenRow(token: ServiceToken): TokenRow {
  return {
    id: token.id,
    tenant: token.tenant,
    name: toStoredText(token.name),
    hash: token.hash,
    created_by: toStoredText(token.createdBy),
    created_at: token.createdAt,
    expires_at: token.expiresAt,
    revoked_at: token.revokedAt,
  }
}

export function fromTokenRow(row: TokenRow): ServiceToken {
  return {
    tenant: row.tenant,
    id: row.id,
    name: row.name,
    hash: row.hash,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }
}
