import { type ApprovalsClient, createApprovalsClient } from './approvals-client.ts'
import { type AuditClient, createAuditClient } from './audit-client.ts'
import { createExecutionsClient, type ExecutionsClient } from './executions-client.ts'
import { createFilesClient, type FilesClient } from './files-client.ts'
import { createFlowsClient, type FlowsClient } from './flows-client.ts'
import { createKvClient, type KvClient } from './kv-client.ts'
import { createLogsClient, type LogsClient } from './logs-client.ts'
import { createSecretsClient, type SecretsClient } from './secrets-client.ts'
import { createServerClient, type ServerClient } from './server-client.ts'
import { createSessionClient, type SessionClient } from './session-client.ts'
import { createTokensClient, type TokensClient } from './tokens-client.ts'
import { type ClientOptions, createTransport } from './transport.ts'
import { createTriggersClient, type TriggersClient } from './triggers-client.ts'

/** A typed client of the REST API, for Node and for browsers. Every call rejects with an `ApiError`. */
export interface Client {
  readonly flows: FlowsClient
  readonly executions: ExecutionsClient
  readonly triggers: TriggersClient
  readonly logs: LogsClient
  readonly kv: KvClient
  readonly files: FilesClient
  readonly secrets: SecretsClient
  readonly approvals: ApprovalsClient
  readonly audit: AuditClient
  readonly session: SessionClient
  readonly tokens: TokensClient
  readonly server: ServerClient
  /** The same client for another tenant. */
  forTenant(tenant: string): Client
}

/**
 * Creates a client.
 *
 * @example
 * const client = createClient({ baseUrl: 'http://localhost:8080', auth: { kind: 'bearer', token }, tenant: 'demo' })
 * const { results } = await client.approvals.search({ status: ['OPEN'], assignee: 'me' })
 */
export function createClient(options: ClientOptions): Client {
  const transport = createTransport(options)
  return {
    flows: createFlowsClient(transport),
    executions: createExecutionsClient(transport),
    triggers: createTriggersClient(transport),
    logs: createLogsClient(transport),
    kv: createKvClient(transport),
    files: createFilesClient(transport),
    secrets: createSecretsClient(transport),
    approvals: createApprovalsClient(transport),
    audit: createAuditClient(transport),
    session: createSessionClient(transport),
    tokens: createTokensClient(transport),
    server: createServerClient(transport),
    forTenant: (tenant) => createClient({ ...options, tenant }),
  }
}
