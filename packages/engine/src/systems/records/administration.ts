import {
  AppError,
  type AuditAction,
  type AuditDraft,
  type AuditTarget,
  type Clock,
  type CommitUnit,
  type ServiceToken,
  type TenantStore,
  type TokenStore,
  type Write,
} from '@countersign/core'
import type { Caller, EngineClient } from '../../client.ts'
import type { Committer } from '../commit/committer.ts'

/** Tokens, tenants, and events that change no other row. */
export type Administration = Pick<EngineClient, 'createToken' | 'revokeToken' | 'createTenant' | 'record'>

interface AdministrationOptions {
  readonly tokens: TokenStore
  readonly tenants: TenantStore
  readonly committer: Committer
  readonly clock: Clock
}

/** Makes the writer of what administrators change. Each change and its audit event are one unit. */
export function createAdministration({ tokens, tenants, committer, clock }: AdministrationOptions): Administration {
  async function write(caller: Caller, row: Write, action: AuditAction, target: AuditTarget, body: AuditDraft['body']) {
    const audit: AuditDraft = {
      tenant: caller.tenant,
      at: clock.now(),
      actor: caller.actor,
      action,
      target,
      origin: caller.origin,
      body,
    }
    const unit: CommitUnit = { guards: [], writes: [row], audit: [audit] }
    await committer.commit(unit)
  }

  return {
    async createToken(caller, token) {
      const row: ServiceToken = {
        ...token,
        tenant: caller.tenant,
        createdBy: caller.actor.name,
        createdAt: clock.now(),
        revokedAt: null,
      }
      const target: AuditTarget = { kind: 'token', id: row.id }
      await write(caller, { kind: 'token-insert', row }, 'token.created', target, { name: row.name })
      return row
    },
    async revokeToken(caller, id) {
      const token = (await tokens.list(caller.tenant)).find((one) => one.id === id)
      if (token === undefined) throw new AppError('TOKEN_NOT_FOUND', `There is no token ${id}`)
      if (token.revokedAt !== null) return
      const row: Write = { kind: 'token-revoke', tenant: caller.tenant, id, at: clock.now() }
      await write(caller, row, 'token.revoked', { kind: 'token', id }, { name: token.name })
    },
    async createTenant(caller, id) {
      if ((await tenants.list()).includes(id)) return
      const row: Write = { kind: 'tenant-insert', id, at: clock.now() }
      await write(caller, row, 'tenant.created', { kind: 'tenant', id }, {})
    },
    async record(drafts) {
      if (drafts.length > 0) await committer.commit({ guards: [], writes: [], audit: drafts })
    },
  }
}
