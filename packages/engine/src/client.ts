import type {
  Actor,
  ApprovalRequest,
  AuditDraft,
  Breakpoint,
  CreationCheck,
  Diagnostic,
  Execution,
  ExecutionKind,
  FileContent,
  Flow,
  GivenBackfill,
  InputDeclaration,
  KvEntry,
  KvType,
  Label,
  LogEntry,
  NamespaceFile,
  Origin,
  RawInputs,
  SecretTag,
  ServiceToken,
  State,
  StoredSecret,
  TaskRun,
  TriggerRow,
  Value,
  ValueMap,
} from '@countersign/core'
import type { ExecutionOperations } from './client-operations.ts'

/** Who asks, for which tenant, and from where. Permissions were checked at the door. */
export interface Caller {
  readonly tenant: string
  readonly actor: Actor
  readonly origin: Origin
}

export interface CreateExecution {
  readonly namespace: string
  readonly flowId: string
  readonly revision?: number
  readonly inputs: RawInputs
  readonly labels: readonly Label[]
  readonly scheduleAt?: number
  readonly kind?: ExecutionKind
  /** Tasks before which it stops. @throws AppError REQUEST_INVALID for one that names no task */
  readonly breakpoints?: readonly Breakpoint[]
  /** Value of the label `system.from`; absent for none. */
  readonly from?: string
}

/** How an answer names its request: itself, or Kestra's way, the first open one of an execution in task-run order. */
export type RequestAddress =
  | { readonly requestId: string }
  | { readonly executionId: string; readonly taskRunId?: string }

export interface Answer {
  readonly address: RequestAddress
  /** Null for doors that carry no form (bulk resume): Kestra then skips the form and writes no `onResume`. */
  readonly inputs: RawInputs | null
  /** Values of the form that nothing checks or types, in place of `inputs`: the Resume task. SECRETs are sealed. */
  readonly untyped?: ValueMap
  /** Absent: the first outcome of kind APPROVE. */
  readonly outcome?: string
  readonly comment?: string
  readonly idempotencyKey?: string
  /** The version that the person saw; another one is refused with APPROVAL_CHANGED. */
  readonly ifVersion?: number
}

export interface AnswerGiven {
  readonly request: ApprovalRequest
  /** True when the idempotency key had been answered before: nothing was done again. */
  readonly replayed: boolean
}

/** One input of a form as it stands with what was given: for dynamic forms and for validation before sending. */
export interface InputReport {
  readonly input: InputDeclaration
  readonly value: Value | undefined
  readonly enabled: boolean
  readonly isDefault: boolean
  readonly errors: readonly string[]
}

/** How a start would go: the inputs, and the checks of the flow that do not hold. Checks are looked at once all inputs are right. */
interface StartReport {
  readonly inputs: readonly InputReport[]
  readonly checks: readonly CreationCheck[]
}

export interface FlowCheck {
  readonly namespace: string | null
  readonly id: string | null
  readonly diagnostics: readonly Diagnostic[]
}

/** What changed in a commit, for live views: derived from committed rows only. */
export interface ExecutionUpdate {
  readonly execution: Execution
  readonly taskRuns: readonly TaskRun[]
  readonly logs: readonly LogEntry[]
  readonly requests: readonly ApprovalRequest[]
}

/** A secret and what is said about it; what is left out stays as it is. */
export interface SecretAbout {
  readonly namespace: string
  readonly name: string
  readonly description?: string
  readonly tags?: readonly SecretTag[]
}

export type Evaluation = { readonly result: string } | { readonly error: string }

/** A trigger of a tenant. */
export interface TriggerAddress {
  readonly namespace: string
  readonly flowId: string
  readonly triggerId: string
}

/** What people and tasks do to triggers that are looked at by time. Each rejects with TRIGGER_NOT_FOUND. */
export interface TriggerCalls {
  /** A trigger that is enabled again deals with the dates it missed as its `recoverMissedSchedules` says. */
  setTriggerDisabled(caller: Caller, trigger: TriggerAddress, disabled: boolean): Promise<TriggerRow>
  /** Lets it go on although what it has started has not ended. @throws AppError TRIGGER_NOT_LOCKED */
  unlockTrigger(caller: Caller, trigger: TriggerAddress): Promise<TriggerRow>
  /** Frees it of every lock; a polling trigger looks at once. */
  restartTrigger(caller: Caller, trigger: TriggerAddress): Promise<TriggerRow>
  /** @throws AppError BACKFILL_INVALID */
  startBackfill(caller: Caller, trigger: TriggerAddress, backfill: GivenBackfill): Promise<TriggerRow>
  /** Pauses it, or goes on with it. @throws AppError BACKFILL_NOT_FOUND */
  pauseBackfill(caller: Caller, trigger: TriggerAddress, paused: boolean): Promise<TriggerRow>
  /** @throws AppError BACKFILL_NOT_FOUND */
  deleteBackfill(caller: Caller, trigger: TriggerAddress): Promise<TriggerRow>
}

/** Somebody calls the address of a webhook: nobody that is known, but one who has the key. */
export interface WebhookCall {
  readonly tenant: string
  readonly namespace: string
  readonly flowId: string
  readonly key: string
  /** `body`, `headers` and `parameters`, as the flow sees them under `trigger`. */
  readonly variables: ValueMap
  readonly origin: Origin
}

/** `refused`: the conditions of the webhook do not hold; nothing was started. */
export type WebhookAnswer =
  | { readonly kind: 'refused' }
  | {
      readonly kind: 'started'
      /** As it was created. */
      readonly execution: Execution
      /** Answer once it has ended; with `returnOutputs` by its outputs. */
      readonly wait: boolean
      readonly returnOutputs: boolean
      readonly responseContentType: string | null
      readonly responseCode: number | null
    }

/**
 * What the API calls. Whatever changes something resolves after its commit and rejects with an `AppError`; reads go to the
 * stores directly.
 */
export interface EngineClient extends ExecutionOperations, TriggerCalls {
  /** @throws AppError FLOW_NOT_FOUND, WEBHOOK_NOT_FOUND, FLOW_DISABLED, INPUT_INVALID */
  callWebhook(call: WebhookCall): Promise<WebhookAnswer>

  /** @throws AppError FLOW_INVALID (with diagnostics), FLOW_EXISTS, FLOW_NOT_FOUND, FLOW_ID_CHANGED */
  saveFlow(
    caller: Caller,
    save: {
      readonly source: string
      readonly mode: 'create' | 'update' | 'upsert'
      readonly namespace?: string
      readonly id?: string
    },
  ): Promise<Flow>
  deleteFlow(caller: Caller, namespace: string, id: string): Promise<void>
  checkFlow(tenant: string, source: string): Promise<FlowCheck>

  /** Answers with the execution as created (state CREATED) once it is durable. @throws AppError FLOW_NOT_FOUND, FLOW_DISABLED, INPUT_INVALID, LABEL_INVALID, REQUEST_INVALID (breakpoints), EXECUTION_BLOCKED */
  createExecution(caller: Caller, create: CreateExecution): Promise<Execution>
  reportInputs(
    tenant: string,
    flow: { readonly namespace: string; readonly flowId: string; readonly revision?: number },
    inputs: RawInputs,
  ): Promise<StartReport>
  /** Resolves once the execution has ended, or at `signal`. */
  waitForEnd(tenant: string, executionId: string, signal: AbortSignal): Promise<Execution>
  /** The one way to answer. @throws AppError APPROVAL_NOT_FOUND, EXECUTION_NOT_FOUND, EXECUTION_NOT_PAUSED, APPROVAL_ALREADY_DECIDED, APPROVAL_CHANGED, INPUT_INVALID */
  decide(caller: Caller, answer: Answer): Promise<AnswerGiven>
  reportAnswer(tenant: string, address: RequestAddress, inputs: RawInputs): Promise<readonly InputReport[]>

  /** Renders an expression against an execution; secrets come out masked. */
  evaluate(tenant: string, executionId: string, expression: string, taskRunId?: string): Promise<Evaluation>

  putKv(
    caller: Caller,
    entry: {
      readonly namespace: string
      readonly key: string
      readonly type: KvType
      readonly value: Value
      readonly description?: string
      readonly ttlMs?: number
    },
  ): Promise<KvEntry>
  deleteKv(caller: Caller, namespace: string, key: string): Promise<boolean>
  /** The newest version of a file of a namespace, or `version`. @throws AppError FILE_NOT_FOUND, FILE_URI_INVALID */
  findNamespaceFile(tenant: string, namespace: string, path: string, version?: number): Promise<NamespaceFile>
  /** Makes or replaces a secret. @throws AppError ENCRYPTION_MISSING, SECRET_INVALID */
  putSecret(caller: Caller, secret: SecretAbout & { readonly value: string }): Promise<StoredSecret>
  /** Changes what is said about a secret. @throws AppError SECRET_NOT_FOUND */
  describeSecret(caller: Caller, secret: SecretAbout): Promise<StoredSecret>
  /** @throws AppError SECRET_NOT_FOUND */
  deleteSecret(caller: Caller, namespace: string, name: string): Promise<void>
  /** Seals the secrets of all tenants with the newest key; resolves with how many. @throws AppError ENCRYPTION_MISSING, ENCRYPTION_FAILED */
  resealSecrets(caller: Caller): Promise<number>
  /** Stores a new version of a file of a namespace. @throws AppError FILE_URI_INVALID, and what reading `content` throws */
  writeNamespaceFile(
    caller: Caller,
    namespace: string,
    path: string,
    content: FileContent | Uint8Array,
  ): Promise<NamespaceFile>
  /** @throws AppError FILE_URI_INVALID */
  makeNamespaceFolder(caller: Caller, namespace: string, path: string): Promise<void>
  /** Deletes a file with its versions, or a folder with all that is in it. False when there was none. @throws AppError FILE_URI_INVALID */
  deleteNamespaceFile(caller: Caller, namespace: string, path: string): Promise<boolean>
  /** @throws AppError FILE_NOT_FOUND, FILE_URI_INVALID when the new path is taken */
  moveNamespaceFile(caller: Caller, namespace: string, from: string, to: string): Promise<void>
  createToken(
    caller: Caller,
    token: Omit<ServiceToken, 'tenant' | 'createdBy' | 'createdAt' | 'revokedAt'>,
  ): Promise<ServiceToken>
  revokeToken(caller: Caller, id: string): Promise<void>
  createTenant(caller: Caller, id: string): Promise<void>
  /** Seals events that change no other row, such as logins. */
  record(drafts: readonly AuditDraft[]): Promise<void>

  /** Calls back after each commit that touches the execution, until the returned function is called. */
  follow(executionId: string, listener: (update: ExecutionUpdate) => void): () => void
  /** Calls back after each commit of a tenant, for lists; coalesced by the caller. */
  followTenant(tenant: string, listener: (update: ExecutionUpdate) => void): () => void
  /** What the engine is doing, for /health. */
  status(): {
    readonly running: boolean
    readonly activeExecutions: number
    readonly states: Readonly<Partial<Record<State, number>>>
  }
}
