export { ApiError, type BulkInvalid, type ClientErrorCode, isApiError } from './api-error.ts'
export type {
  ApprovalCountQuery,
  ApprovalSearchQuery,
  ApprovalsClient,
  DecisionRequest,
} from './approvals-client.ts'
export type { AuditClient, AuditSearchQuery } from './audit-client.ts'
export { type Client, createClient } from './create-client.ts'
export type {
  ExecutionCreateQuery,
  ExecutionEvent,
  ExecutionFilterQuery,
  ExecutionSearchQuery,
  ExecutionsClient,
} from './executions-client.ts'
export type { FilesClient, NamespaceFilesClient } from './files-client.ts'
export type { FlowSearchQuery, FlowsClient } from './flows-client.ts'
export type { InputValue, InputValues } from './input-parts.ts'
export type { KvClient } from './kv-client.ts'
export type { LogQuery, LogsClient } from './logs-client.ts'
export type { CursorResult, PageResult } from './page-result.ts'
export type { SecretsClient } from './secrets-client.ts'
export type { ServerClient } from './server-client.ts'
export { createServerSentEventParser, readServerSentEvents, type ServerSentEvent } from './server-sent-events.ts'
export type { SessionClient } from './session-client.ts'
export type { TokensClient } from './tokens-client.ts'
export type { CallOptions, ClientAuth, ClientOptions, FetchFunction } from './transport.ts'
export type { BackfillRequest, TriggerName, TriggerSearchQuery, TriggersClient } from './triggers-client.ts'
