import type { ServiceToken as WireServiceToken } from '@countersign/contract'
import type { ServiceToken } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { toInstant, toInstantOrNull } from '../shared/instant.ts'

/** Tokens of service accounts. The secret leaves the server once, in the answer to its creation. */
export function createTokenHandlers({
  engine,
  storage: { tokens },
  tokenMint,
  authenticator,
}: Pick<AppPorts, 'engine' | 'storage' | 'tokenMint' | 'authenticator'>): ResourceHandlers<'tokens'> {
  return {
    async 'tokens.create'({ caller, body: { value } }) {
      const { id, token, hash } = tokenMint.mint()
      const expiresAt = value.expiresAt == null ? null : Date.parse(value.expiresAt)
      const created = await engine.createToken(caller, { id, name: value.name, hash, expiresAt })
      return { status: 201, json: { ...presentToken(created), token } }
    },
    async 'tokens.list'({ tenant }) {
      const all = [...(await tokens.list(tenant))].sort((one, other) => other.createdAt - one.createdAt)
      return { status: 200, json: { results: all.map(presentToken) } }
    },
    async 'tokens.revoke'({ caller, params: { tokenId } }) {
      await engine.revokeToken(caller, tokenId)
      authenticator.forget()
      return { status: 204 }
    },
  }
}

function presentToken({ id, name, createdBy, createdAt, expiresAt, revokedAt }: ServiceToken): WireServiceToken {
  return {
    id,
    name,
    createdBy,
    createdAt: toInstant(createdAt),
    expiresAt: toInstantOrNull(expiresAt),
    revokedAt: toInstantOrNull(revokedAt),
  }
}
