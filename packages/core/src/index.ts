// Values and errors

export type { HostAnswer, HostQuestion } from '@countersign/expression'
// Storage and the API write values with the same lossless codec, and may import only core
export { parseIon, parseJson, stringifyIon, stringifyJson } from '@countersign/expression'
// Approvals and audit
export { alreadyDecided, type Decision, type DecisionInput, decide, expire, maskSecrets } from './approval/decide.ts'
export { RESUME_OUTCOME } from './approval/open-request.ts'
export type {
  ApprovalRequest,
  Outcome,
  OutcomeKind,
  RequestStatus,
  Settlement,
  StoredAnswer,
} from './approval/request.ts'
export { withdrawRequest } from './approval/withdraw.ts'
export { canonicalJson } from './audit/canonical-json.ts'
export {
  AUDIT_GENESIS_HASH,
  auditBody,
  type BrokenLink,
  type ChainFault,
  type ChainHead,
  createChainVerifier,
  sealEvent,
} from './audit/chain.ts'
export {
  type Actor,
  type AuditAction,
  type AuditDraft,
  type AuditEvent,
  type AuditHeader,
  type AuditTarget,
  type Door,
  type Origin,
  SYSTEM_ACTOR,
} from './audit/event.ts'
export {
  compareDurations,
  type Duration,
  DurationError,
  durationSeconds,
  durationToMs,
  formatDuration,
  formatDurationMs,
  parseDuration,
  readDuration,
} from './duration/duration.ts'
export { AppError, type FieldError, isAppError } from './errors/app-error.ts'
export type { ErrorCategory } from './errors/category.ts'
export type { Diagnostic, SourceRange } from './errors/diagnostic.ts'
export type { Failure, FailureKind } from './errors/failure.ts'
export { assertNever, InvariantError, invariant } from './errors/invariant.ts'
export { messageOf } from './errors/message-of.ts'
export { ERROR_CODES, type ErrorCode } from './errors/registry.ts'
// Executions
export { advance } from './execution/advance/advance.ts'
export { openJobs } from './execution/advance/open-jobs.ts'
export { type Breakpoint, parseBreakpoint } from './execution/breakpoint.ts'
export { type DataQuestion, rememberedNowKey } from './execution/context/data-question.ts'
export { executionScope, taskRunFacts } from './execution/context/execution-scope.ts'
export type { ContextInput, ContextSettings, ExecutionFacts } from './execution/context/facts.ts'
export { createRendering, type Rendering } from './execution/context/rendering.ts'
export { createExecutionRow } from './execution/create-execution.ts'
export { type AttemptResult, type ExecutionEvent, QUEUE_EXITS, type QueueExit } from './execution/events.ts'
export {
  EXECUTION_KINDS,
  type Execution,
  type ExecutionKind,
  type ExecutionTrigger,
  type Label,
  type ParentLink,
} from './execution/execution.ts'
export { batchChildId } from './execution/flowables/batch-letters.ts'
export { startsBatches } from './execution/flowables/for-each-item.ts'
export { FOR_EACH_ITEM_PARTS, SPLIT_PROPERTIES } from './execution/flowables/for-each-item-types.ts'
export { LOOP_ITERATION } from './execution/flowables/loop-type.ts'
export { FLOWABLE_TYPES } from './execution/flowables/types.ts'
export {
  runsInDirectory,
  WORKING_DIRECTORY,
  WORKING_DIRECTORY_PROPERTIES,
} from './execution/flowables/working-directory-type.ts'
export type { InboxMessage, InboxNews } from './execution/inbox.ts'
export type { Job, Timer, TimerPurpose } from './execution/job.ts'
export { mergeLabels } from './execution/merge-labels.ts'
export type { Metric, MetricType } from './execution/metric.ts'
export { compilePlan, type Plan, type PlanContainer, type PlanNode } from './execution/plan.ts'
export type { BranchName, Progress } from './execution/progress.ts'
export {
  type ChangedHeader,
  END_STATES_BY_PERSON,
  planLabelChange,
  planStatusChange,
} from './execution/restart/plan-header-change.ts'
export {
  type ExecutionCopy,
  planReplay,
  planRestartOn,
  REPLAYED_LABEL,
  replayDraft,
  replayRow,
} from './execution/restart/plan-replay.ts'
export { planRestart, type Restart, restartDraft, type WholeExecution } from './execution/restart/plan-restart.ts'
export {
  assertChangeable,
  planStateChange,
  TASK_STATES_BY_PERSON,
  type TaskStateByPerson,
} from './execution/restart/plan-state-change.ts'
export { isTerminated, isToBeStarted, STATES, type State, type StateEntry } from './execution/state.ts'
export {
  type Attempt,
  LOG_LEVELS,
  LOOP_VALUES_PER_CHUNK,
  type LogEntry,
  type LogLevel,
  type LoopValues,
  type TaskRun,
  type TaskRunOutputs,
  type Waiting,
} from './execution/task-run.ts'
export type { Advance, Changes, RemovedTaskRun, Turn, WorkingSet } from './execution/turn.ts'
// Files
export {
  executionFilesPrefix,
  FILE_SCHEME,
  type FileOwner,
  fileBelow,
  filePath,
  filePrefixPath,
  fileUri,
  inputFilesPrefix,
  isFileUri,
  relativeSegments,
  taskCacheUri,
  taskFilesPrefix,
} from './files/file-uri.ts'
export { slug } from './files/slug.ts'
// Flows, inputs, labels, task types
export { defaultProblems } from './flow/defaults/check-default.ts'
export { withPluginDefaults } from './flow/defaults/with-plugin-defaults.ts'
export { DIAGNOSTIC_CODES, type DiagnosticCode } from './flow/diagnostic-codes.ts'
export { nearestName } from './flow/did-you-mean.ts'
export { combinedBehavior, failingChecks } from './flow/evaluate-checks.ts'
export type { Flow, OutputDeclaration, Task, TriggerDeclaration } from './flow/flow.ts'
export { PAUSE_TYPE } from './flow/flowable-rules.ts'
export { type ParsedFlow, type ParseFlowOptions, parseFlow, storedSource } from './flow/parse-flow.ts'
export { type ParsedTask, parseTask } from './flow/parse-task.ts'
export type {
  CheckBehavior,
  ConcurrencyLimit,
  CreationCheck,
  Listener,
  PluginDefault,
  RetryPolicy,
  Sla,
} from './flow/policies.ts'
export { CHECK_BEHAVIORS, CHECK_STYLES } from './flow/policies.ts'
export { type FlowGraph, flowGraph, type GraphNode } from './graph/flow-graph.ts'
export type { DateTimeStyle, Encrypt } from './inputs/coerce.ts'
export { coerceOutput } from './inputs/coerce-output.ts'
export {
  INPUT_TYPES,
  type InputDeclaration,
  type InputType,
  type RawInput,
  type RawInputs,
} from './inputs/declaration.ts'
export { INPUT_ERROR_CODES, type InputErrorCode } from './inputs/input-kind.ts'
export {
  type InputContext,
  type ResolvedInput,
  type ResolvedInputs,
  resolveInputs,
  storedFormValues,
} from './inputs/resolve-inputs.ts'
export { type UploadedFile, uploadName } from './inputs/upload.ts'
export type { Value, ValueMap } from './json/value.ts'
export {
  CORRELATION_LABEL,
  isSystemLabel,
  labelValue,
  type ParsedLabel,
  parseGivenLabel,
  parseLabelText,
  READ_ONLY_LABEL,
  SYSTEM_LABEL_PREFIX,
} from './labels/labels.ts'

// Ports
export type { ApprovalSearch, ApprovalStore } from './ports/approval-store.ts'
export type { AuditSearch, AuditStore } from './ports/audit-store.ts'
export type { CommitOutcome, CommitStore, CommitUnit, Guard, Write } from './ports/commit.ts'
export type { Encryption } from './ports/encryption.ts'
export type { Clock, Hasher, Ids, LogComponent, Logger } from './ports/environment.ts'
export type {
  ExecutionSearch,
  ExecutionStore,
  FlowCount,
  LoadedExecution,
  LogSearch,
  SlotUse,
  StoredLog,
  WorkStore,
} from './ports/execution-store.ts'
export type { FileContent, FileStat, FileStorage } from './ports/file-storage.ts'
export type { FlowSearch, FlowStore } from './ports/flow-store.ts'
export type { KvEntry, KvSearch, KvStore, KvType } from './ports/kv-store.ts'
export type { MetricSearch, MetricStore } from './ports/metric-store.ts'
export type { NamespaceFile, NamespaceFileStore } from './ports/namespace-file-store.ts'
export type { OwnerLock, OwnerStore } from './ports/owner.ts'
export type { CursorPage, CursorQuery, Page, PageQuery, TextFilter, TextOperator } from './ports/page.ts'
export { namespaceLine, type SecretStore, type SecretTag, type StoredSecret } from './ports/secret-store.ts'
export type { Storage } from './ports/storage.ts'
export type { ServiceToken, TenantStore, TokenStore } from './ports/token-store.ts'
export type { TriggerSearch, TriggerStore } from './ports/trigger-store.ts'
export {
  holdsSealed,
  isSealed,
  maskSealed,
  SEALED_TYPE,
  SECRET_MASK,
  type SealedValue,
  sealedTexts,
  sealedValue,
} from './sealed/sealed-value.ts'
export { findJsonFault, type JsonFault } from './task/properties/json-fault.ts'
export { propertyProblems } from './task/properties/object-property.ts'
export { p } from './task/properties/p.ts'
export {
  type CheckedProperty,
  LITERAL_RENDERER,
  type OptionalProperty,
  type PresentProperty,
  type PropertyProblem,
} from './task/properties/property-builder.ts'
export { isList, isMap, toJsonText, toText } from './task/properties/value-text.ts'
export {
  type JsonSchema,
  type Property,
  PropertyError,
  type PropertyRenderer,
  type PropertyShape,
  type Rendered,
  renderProperties,
} from './task/property.ts'
export type {
  EffectTaskType,
  FlowableTaskType,
  InlineContext,
  InlineResult,
  InlineTaskType,
  TaskCatalogue,
  TaskType,
  TaskTypeInfo,
} from './task/task-type.ts'
// Triggers
export {
  type BrokenTrigger,
  compileTriggers,
  type DatesTrigger,
  type FlowTrigger,
  type FlowTriggers,
  hasRow,
  type PollingTrigger,
  type ScheduleTrigger,
  type Trigger,
  type TriggerBasics,
  type TriggerOwner,
  type WebhookTrigger,
} from './trigger/compile-trigger.ts'
export {
  anyCondition,
  type Condition,
  type ConditionContext,
  type ConditionType,
  testConditions,
  type UpstreamExecution,
} from './trigger/conditions/condition-type.ts'
export { saysYes } from './trigger/conditions/execution-conditions.ts'
export { CONDITION_TYPES } from './trigger/conditions/registry.ts'
export { type EventOutcome, evaluateEvent, mayConcern } from './trigger/flow/evaluate-event.ts'
export { labelPairs } from './trigger/label-pairs.ts'
export { createCronRecurrence, createListRecurrence, type Recurrence } from './trigger/schedule/cron-schedule.ts'
export {
  afterFailure,
  decideSchedule,
  endBackfill,
  firstDate,
  type GivenBackfill,
  recoverMissed,
  type ScheduleDecision,
  type ScheduleRule,
  startBackfill,
} from './trigger/schedule/schedule-row.ts'
export { isZone, readInstant, zonedText } from './trigger/schedule/zoned-text.ts'
export {
  type Backfill,
  definitionText,
  dueAt,
  type FlowWindow,
  type TriggerEvent,
  type TriggerKey,
  type TriggerRow,
} from './trigger/trigger-row.ts'
export { createTriggerCatalogue, type TriggerCatalogue, type TriggerType } from './trigger/trigger-type.ts'
export { BUILTIN_TRIGGERS, POLLING_PROPERTIES, TRIGGER_TYPES } from './trigger/types.ts'
