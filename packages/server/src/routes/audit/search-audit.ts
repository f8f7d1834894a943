import type { AuditEvent, AuditSearch, AuditStore } from '@countersign/core'
import { invalidRequest } from '../../app/parse-with.ts'

/** What is asked of the audit log. `cursor` is what `nextCursor` of the page before said. */
export interface AuditQuery {
  readonly action?: readonly string[] | undefined
  readonly actorId?: string | undefined
  readonly targetKind?: string | undefined
  readonly targetId?: string | undefined
  readonly namespace?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
  readonly size: number
}

export interface AuditPage {
  readonly items: readonly AuditEvent[]
  readonly nextCursor: string | null
}

const CHUNK = 500

/**
 * A page of events, newest first. What the store does not select by (several actions, a namespace with those below it) is
 * looked for in what it gives, chunk by chunk.
 *
 * @throws AppError REQUEST_INVALID for a cursor that this server did not give
 */
export async function searchAudit(audit: AuditStore, tenant: string, query: AuditQuery): Promise<AuditPage> {
  const search = toStoreSearch(query)
  const found: AuditEvent[] = []
  let before = readCursor(query.cursor)
  // One more than asked for tells whether there is a next page.
  while (found.length <= query.size) {
    const chunk = await audit.search(tenant, search, before, CHUNK)
    found.push(...chunk.filter((event) => isWanted(event, query)))
    if (chunk.length < CHUNK) break
    before = chunk.at(-1)?.seq ?? null
  }
  const items = found.slice(0, query.size)
  const last = items.at(-1)
  return { items, nextCursor: found.length > items.length && last !== undefined ? String(last.seq) : null }
}

/** True when the query selects nothing: every event of the tenant is meant. */
export function isEverything({ cursor: _cursor, size: _size, ...conditions }: AuditQuery): boolean {
  return Object.values(conditions).every((condition) => condition === undefined)
}

function toStoreSearch({ action, actorId, targetKind, targetId, from, to }: AuditQuery): AuditSearch {
  const [only, ...others] = action ?? []
  return {
    // Any text may be asked for; one that is no action finds nothing.
    ...(only === undefined || others.length > 0 ? {} : { action: only as NonNullable<AuditSearch['action']> }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(targetKind === undefined ? {} : { targetKind }),
    ...(targetId === undefined ? {} : { targetId }),
    ...(from === undefined ? {} : { from: Date.parse(from) }),
    // The contract's `to` is exclusive, the store's includes its end.
    ...(to === undefined ? {} : { to: Date.parse(to) - 1 }),
  }
}

function isWanted({ action, target }: AuditEvent, query: AuditQuery): boolean {
  if (query.action !== undefined && query.action.length > 1 && !query.action.includes(action)) return false
  if (query.namespace === undefined) return true
  return target.namespace === query.namespace || target.namespace?.startsWith(`${query.namespace}.`) === true
}

function readCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw invalidRequest([
    { field: 'cursor', code: 'cursor', message: 'is none that this server gave; start again without one' },
  ])
}
