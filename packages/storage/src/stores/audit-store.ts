import { AUDIT_GENESIS_HASH, type AuditSearch, type AuditStore } from '@countersign/core'
import type { Kysely } from 'kysely'
import type { Readers } from '../dialects/readers.ts'
import { fromAuditRow } from '../rows/audit-row.ts'
import type { Database } from '../schema/database.ts'

export function createAuditStore({ quick, large }: Readers): AuditStore {
  return {
    tenants: async () => {
      const rows = await quick.selectFrom('audit_heads').select('tenant').orderBy('tenant').execute()
      return rows.map(({ tenant }) => tenant)
    },
    read: async (tenant, afterSeq, limit) => {
      const rows = await eventsOf(large, tenant)
        .where('audit_events.seq', '>', afterSeq)
        .orderBy('audit_events.seq')
        .limit(limit)
        .execute()
      return rows.map(fromAuditRow)
    },
    search: async (tenant, search, beforeSeq, limit) => {
      let query = narrow(eventsOf(large, tenant), search)
      if (beforeSeq !== null) query = query.where('audit_events.seq', '<', beforeSeq)
      const rows = await query.orderBy('audit_events.seq', 'desc').limit(limit).execute()
      return rows.map(fromAuditRow)
    },
    head: async (tenant) => {
      const row = await quick
        .selectFrom('audit_heads')
        .select(['seq', 'hash'])
        .where('tenant', '=', tenant)
        .executeTakeFirst()
      return row ?? { seq: 0, hash: AUDIT_GENESIS_HASH }
    },
  }
}

function eventsOf(db: Kysely<Database>, tenant: string) {
  return db
    .selectFrom('audit_events')
    .leftJoin('audit_bodies', (join) =>
      join.onRef('audit_bodies.tenant', '=', 'audit_events.tenant').onRef('audit_bodies.seq', '=', 'audit_events.seq'),
    )
    .selectAll('audit_events')
    .select('audit_bodies.body as body')
    .where('audit_events.tenant', '=', tenant)
}

function narrow(query: ReturnType<typeof eventsOf>, search: AuditSearch): ReturnType<typeof eventsOf> {
  let narrowed = query
  if (search.action !== undefined) narrowed = narrowed.where('audit_events.action', '=', search.action)
  if (search.targetKind !== undefined) narrowed = narrowed.where('audit_events.target_kind', '=', search.targetKind)
  if (search.targetId !== undefined) narrowed = narrowed.where('audit_events.target_id', '=', search.targetId)
  if (search.actorId !== undefined) narrowed = narrowed.where('audit_events.actor_id', '=', search.actorId)
  if (search.from !== undefined) narrowed = narrowed.where('audit_events.at', '>=', search.from)
  if (search.to !== undefined) narrowed = narrowed.where('audit_events.at', '<=', search.to)
  return narrowed
}
