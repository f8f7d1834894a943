// Route table

// Resources
export {
  APPROVAL_STATUSES,
  type ApprovalDetail,
  type ApprovalOutcome,
  type ApprovalStatus,
  type ApprovalSummary,
  approvalDetailSchema,
  approvalStatusSchema,
  approvalSummarySchema,
  type Settlement,
  settlementSchema,
} from './approvals/approval.ts'
export {
  type Decision,
  type DecisionInput,
  type DecisionResult,
  decisionResultSchema,
  decisionSchema,
} from './approvals/decision.ts'
export { DECISION_INPUT_PREFIX } from './approvals/decision-input-prefix.ts'
export { approvalETag, parseIfMatch } from './approvals/etag.ts'
export {
  type AuditEvent,
  type AuditVerification,
  auditEventSchema,
  auditVerificationSchema,
} from './audit/audit-event.ts'
export { CLIENT_HEADER, type ClientName } from './client-header.ts'
export { type CaughtMessage, caughtMessageSchema } from './demo-catcher/caught-message.ts'
// Errors
export {
  type BulkErrorBody,
  bulkErrorBodySchema,
  diagnosticSchema,
  type ErrorBody,
  type ErrorBodySource,
  errorBodySchema,
  type FieldError,
  fieldErrorSchema,
  STATUS_BY_CATEGORY,
  statusOfCategory,
  toBulkErrorBody,
  toErrorBody,
  type WireDiagnostic,
  type WireErrorCategory,
} from './errors.ts'
export { type BulkCount, bulkCountSchema } from './executions/bulk.ts'
export { type Evaluation, evaluationSchema } from './executions/evaluation.ts'
export {
  type Execution,
  type ExecutionStub,
  executionSchema,
  executionStubSchema,
  type TaskRun,
  taskRunSchema,
} from './executions/execution.ts'
export type { FilePreview } from './executions/file-preview.ts'
export { type InputsValidation, inputsValidationSchema } from './executions/inputs-validation.ts'
export { type StateName, stateNameSchema, stateSchema, type WireState } from './executions/state.ts'
// Filters of searches
export { type FilterSource, type ParsedFilters, parseFilters } from './filters/parse-filters.ts'
export {
  EXECUTION_SORT_FIELDS,
  FLOW_SORT_FIELDS,
  parseSort,
  type SortKey,
  TRIGGER_SORT_FIELDS,
} from './filters/parse-sort.ts'
export {
  FILTER_MATRIX,
  FILTER_OPERATIONS,
  type FilterField,
  type FilterOperation,
  type FilterProblem,
  type FilterResource,
  type QueryFilter,
} from './filters/query-filter.ts'
export {
  type Flow,
  type FlowForExecution,
  type FlowWithSource,
  flowForExecutionSchema,
  flowSchema,
  flowWithSourceSchema,
  type TaskForExecution,
} from './flows/flow.ts'
export { type FlowValidation, flowValidationSchema } from './flows/flow-validation.ts'
export { flowGraphSchema, type WireFlowGraph } from './flows/graph.ts'
export { type KvListItem, type KvValue, kvListItemSchema, kvTypeSchema, kvValueSchema } from './kv/kv-entry.ts'
export { LOG_LEVEL_NAMES, type LogEntry, type LogLevelName, logEntrySchema, logLevelSchema } from './logs/log-entry.ts'
// Shared shapes
export {
  EVENT_STREAM_TYPE,
  FORM_TYPE,
  JSON_TYPE,
  MULTIPART_TYPE,
  OCTET_STREAM_TYPE,
  TEXT_TYPE,
  YAML_TYPES,
} from './media-type.ts'
export type { FileAttributes } from './namespace-files/file-attributes.ts'
// OpenAPI
export { createOpenApiDocument, type OpenApiDocument, type OpenApiOptions } from './openapi.ts'
export { type Plugin, type PluginDocumentation, pluginDocumentationSchema, pluginSchema } from './plugins/plugin.ts'
export {
  type BodyOf,
  type BodySpec,
  defineRoute,
  type HttpMethod,
  type ParamsOf,
  type Permission,
  type QueryInputOf,
  type QueryOf,
  type ResponseOf,
  type ResponseSpec,
  type RouteScope,
  type RouteSpec,
} from './route.ts'
export {
  API_PREFIX,
  DEFAULT_TENANT,
  isTenantId,
  pathForms,
  pathParamNames,
  RESERVED_TENANT_IDS,
  TENANT_ID_PATTERN,
  toColonPath,
} from './route-path.ts'
export { type RouteId, routes, routeTable } from './routes.ts'
export { type Actor, actorSchema, type Door, doorSchema } from './schema/actor.ts'
export {
  type InputDeclaration,
  type InputType,
  inputDeclarationSchema,
  inputTypeSchema,
} from './schema/input-declaration.ts'
export { type Label, labelSchema } from './schema/label.ts'
export { MAX_CURSOR_PAGE_SIZE, MAX_PAGE_SIZE } from './schema/page.ts'
export { type SecretList, type SecretMeta, secretListSchema, secretMetaSchema } from './secrets/secret.ts'
export { type Login, loginSchema, type Me, meSchema } from './session/me.ts'
export {
  type Configs,
  configsSchema,
  type Health,
  healthSchema,
  type Version,
  versionSchema,
} from './system/server-info.ts'
export {
  type CreatedServiceToken,
  createdServiceTokenSchema,
  type ServiceToken,
  type ServiceTokenRequest,
  serviceTokenRequestSchema,
  serviceTokenSchema,
} from './tokens/service-token.ts'
export {
  type Trigger,
  type TriggerChange,
  type TriggerItem,
  triggerItemSchema,
  triggerSchema,
} from './triggers/trigger.ts'
export { type WebhookExecution, webhookExecutionSchema } from './webhooks/webhook-execution.ts'
