import type { CreatedServiceToken, ServiceToken, ServiceTokenRequest } from '../tokens/service-token.ts'
import { type CallOptions, pathOf, type Transport } from './transport.ts'

/** Tokens of service accounts. */
export interface TokensClient {
  /** The answer holds the secret; it is shown this once. */
  create(request: ServiceTokenRequest, options?: CallOptions): Promise<CreatedServiceToken>
  list(options?: CallOptions): Promise<readonly ServiceToken[]>
  revoke(tokenId: string, options?: CallOptions): Promise<void>
}

export function createTokensClient(transport: Transport): TokensClient {
  const scope = 'tenant'
  return {
    create: (request, options) =>
      transport.json({ method: 'POST', scope, path: '/tokens', body: { kind: 'json', value: request }, ...options }),
    list: async (options) => {
      const answer = await transport.json<{ readonly results: readonly ServiceToken[] }>({
        method: 'GET',
        scope,
        path: '/tokens',
        ...options,
      })
      return answer.results
    },
    revoke: (tokenId, options) =>
      transport.send({ method: 'DELETE', scope, path: pathOf`/tokens/${tokenId}`, ...options }),
  }
}
