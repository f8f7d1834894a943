import type {
  ApprovalRequest,
  AuditDraft,
  Execution,
  Flow,
  FlowWindow,
  InboxMessage,
  Job,
  KvEntry,
  LogEntry,
  ServiceToken,
  StoredSecret,
  TaskRun,
  TaskRunOutputs,
  Timer,
  TriggerEvent,
  TriggerRow,
} from '@countersign/core'

/**
 * Records for tests, each complete and with what matters to the test overridden. All belong to one tenant, so that tests on
 * one database do not see each other. Ids count up and sort by creation, as real ones do.
 */
export interface SampleRecords {
  readonly tenant: string
  /** A new id. */
  id(): string
  execution(overrides?: Partial<Execution>): Execution
  taskRun(execution: Execution, overrides?: Partial<TaskRun>): TaskRun
  outputs(taskRun: TaskRun, overrides?: Partial<TaskRunOutputs>): TaskRunOutputs
  log(execution: Execution, overrides?: Partial<LogEntry>): LogEntry
  request(taskRun: TaskRun, overrides?: Partial<ApprovalRequest>): ApprovalRequest
  job(taskRun: TaskRun, overrides?: Partial<Job>): Job
  timer(execution: Execution, overrides?: Partial<Timer>): Timer
  message(execution: Execution, overrides?: Partial<InboxMessage>): InboxMessage
  flow(overrides?: Partial<Flow>): Flow
  kv(overrides?: Partial<KvEntry>): KvEntry
  secret(overrides?: Partial<StoredSecret>): StoredSecret
  token(overrides?: Partial<ServiceToken>): ServiceToken
  trigger(overrides?: Partial<TriggerRow>): TriggerRow
  window(overrides?: Partial<FlowWindow>): FlowWindow
  event(overrides?: Partial<TriggerEvent>): TriggerEvent
  audit(overrides?: Partial<AuditDraft>): AuditDraft
}

const ANA = { kind: 'user', id: 'u-ana', name: 'Ana' } as const

/** An instant that tests count from. */
export const SAMPLE_NOW = 1_764_000_000_000

export function createSampleRecords(tenant: string): SampleRecords {
  let count = 0
  const id = () => `${tenant}-${String(++count).padStart(8, '0')}`
  return {
    tenant,
    id,
    ...executionRecords(tenant, id),
    ...workRecords(tenant, id),
    ...definitionRecords(tenant, id),
    ...administrationRecords(tenant, id),
    ...triggerRecords(tenant, id),
  }
}

type NextId = () => string

function executionRecords(tenant: string, id: NextId) {
  const execution = (overrides: Partial<Execution> = {}): Execution => {
    const own = overrides.id ?? id()
    return {
      tenant,
      id: own,
      namespace: 'hr.leave',
      flowId: 'vacation',
      flowRevision: 1,
      version: 1,
      state: 'RUNNING',
      histories: [
        { state: 'CREATED', at: SAMPLE_NOW },
        { state: 'RUNNING', at: SAMPLE_NOW + 1 },
      ],
      inputs: { days: 3, note: 'ünïcode' },
      outputs: null,
      variables: { region: 'EU' },
      labels: [{ key: 'team', value: 'ops' }],
      trigger: null,
      parent: null,
      replayOf: null,
      originalId: own,
      kind: 'NORMAL',
      breakpoints: [],
      attemptNumber: 1,
      createdBy: ANA,
      createdAt: SAMPLE_NOW,
      originalCreatedAt: SAMPLE_NOW,
      endedAt: null,
      scheduleAt: null,
      progress: { branch: 'tasks', next: 1, active: 1, counts: {} },
      nextSequence: 1,
      slotReleased: false,
      unfinishedTurn: false,
      ...overrides,
    }
  }
  const taskRun = (of: Execution, overrides: Partial<TaskRun> = {}): TaskRun => ({
    tenant,
    id: id(),
    executionId: of.id,
    taskId: 'first',
    parentId: null,
    sequence: 0,
    iterationKey: '',
    value: null,
    iteration: null,
    state: 'RUNNING',
    histories: [{ state: 'CREATED', at: SAMPLE_NOW }],
    attempts: [{ state: 'RUNNING', histories: [{ state: 'RUNNING', at: SAMPLE_NOW + 1 }], failure: null }],
    progress: null,
    waiting: null,
    ...overrides,
  })
  return {
    execution,
    taskRun,
    outputs: (of: TaskRun, overrides: Partial<TaskRunOutputs> = {}): TaskRunOutputs => ({
      tenant,
      executionId: of.executionId,
      taskRunId: of.id,
      taskId: of.taskId,
      path: [],
      outputs: { value: 'done' },
      ...overrides,
    }),
    log: (of: Execution, overrides: Partial<LogEntry> = {}): LogEntry => ({
      tenant,
      executionId: of.id,
      namespace: of.namespace,
      flowId: of.flowId,
      taskId: 'first',
      taskRunId: null,
      attempt: null,
      at: SAMPLE_NOW,
      level: 'INFO',
      message: 'hello',
      ...overrides,
    }),
  }
}

function definitionRecords(tenant: string, id: NextId) {
  return {
    request: (of: TaskRun, overrides: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
      tenant,
      id: id(),
      namespace: 'hr.leave',
      flowId: 'vacation',
      flowRevision: 1,
      executionId: of.executionId,
      taskId: of.taskId,
      taskRunId: of.id,
      iterationKey: of.iterationKey,
      round: 1,
      status: 'OPEN',
      version: 1,
      title: 'Vacation of Bo',
      instructions: null,
      form: [{ id: 'approved', type: 'BOOLEAN', required: true, defaults: false }],
      outcomes: [{ id: 'resume', kind: 'APPROVE', label: 'Resume' }],
      requester: ANA,
      createdAt: SAMPLE_NOW,
      dueAt: null,
      onDeadline: null,
      settlement: null,
      ...overrides,
    }),
    flow: (overrides: Partial<Flow> = {}): Flow => ({
      tenant,
      namespace: 'hr.leave',
      id: 'vacation',
      revision: 1,
      labels: [],
      inputs: [],
      outputs: [],
      variables: {},
      tasks: [
        {
          id: 'first',
          type: 'io.kestra.plugin.core.log.Log',
          disabled: false,
          allowFailure: false,
          allowWarning: false,
          properties: { message: 'hello' },
          branches: {},
        },
      ],
      errors: [],
      finally: [],
      afterExecution: [],
      listeners: [],
      concurrency: null,
      sla: [],
      checks: [],
      pluginDefaults: [],
      triggers: [],
      disabled: false,
      deleted: false,
      source: 'id: vacation\nnamespace: hr.leave\n',
      updatedAt: SAMPLE_NOW,
      ...overrides,
    }),
  }
}

function workRecords(tenant: string, id: NextId) {
  return {
    job: (of: TaskRun, overrides: Partial<Job> = {}): Job => ({
      kind: 'attempt',
      tenant,
      executionId: of.executionId,
      taskRunId: of.id,
      attempt: 0,
      owner: 'owner-1',
      createdAt: SAMPLE_NOW,
      ...overrides,
    }),
    timer: (of: Execution, overrides: Partial<Timer> = {}): Timer => ({
      tenant,
      id: id(),
      executionId: of.id,
      dueAt: SAMPLE_NOW + 1_000,
      purpose: { kind: 'start' },
      ...overrides,
    }),
    message: (of: Execution, overrides: Partial<InboxMessage> = {}): InboxMessage => ({
      tenant,
      id: id(),
      executionId: of.id,
      at: SAMPLE_NOW,
      news: { kind: 'kill', actor: ANA, origin: { door: 'api' } },
      ...overrides,
    }),
  }
}

function administrationRecords(tenant: string, id: NextId) {
  return {
    kv: (overrides: Partial<KvEntry> = {}): KvEntry => ({
      tenant,
      namespace: 'hr.leave',
      key: 'limit',
      type: 'NUMBER',
      value: 30,
      revision: 1,
      description: null,
      createdAt: SAMPLE_NOW,
      updatedAt: SAMPLE_NOW,
      expiresAt: null,
      writtenBy: null,
      ...overrides,
    }),
    secret: (overrides: Partial<StoredSecret> = {}): StoredSecret => ({
      tenant,
      namespace: 'hr.leave',
      key: 'API_TOKEN',
      name: 'api_token',
      description: null,
      tags: [],
      sealed: 'c2VhbGVk',
      keyId: 'k1',
      version: 1,
      createdAt: SAMPLE_NOW,
      updatedAt: SAMPLE_NOW,
      ...overrides,
    }),
    token: (overrides: Partial<ServiceToken> = {}): ServiceToken => ({
      tenant,
      id: id(),
      name: 'deployment',
      hash: id(),
      createdBy: ANA.id,
      createdAt: SAMPLE_NOW,
      expiresAt: null,
      revokedAt: null,
      ...overrides,
    }),
    audit: (overrides: Partial<AuditDraft> = {}): AuditDraft => ({
      tenant,
      at: SAMPLE_NOW,
      actor: ANA,
      action: 'execution.created',
      target: { kind: 'execution', id: 'e1', namespace: 'hr.leave' },
      origin: { door: 'api', ip: '127.0.0.1', requestId: 'q1' },
      body: { flow: 'vacation' },
      ...overrides,
    }),
  }
}

function triggerRecords(tenant: string, id: NextId) {
  return {
    trigger: (overrides: Partial<TriggerRow> = {}): TriggerRow => ({
      tenant,
      namespace: 'hr.leave',
      flowId: 'vacation',
      triggerId: id(),
      version: 1,
      type: 'io.kestra.plugin.core.trigger.Schedule',
      definition: '["Schedule",{"cron":"@daily"}]',
      flowRevision: 1,
      date: SAMPLE_NOW,
      nextAt: SAMPLE_NOW + 1_000,
      executionId: null,
      evaluation: null,
      disabled: false,
      dormant: false,
      stopAfter: [],
      backfill: null,
      updatedAt: SAMPLE_NOW,
      ...overrides,
    }),
    window: (overrides: Partial<FlowWindow> = {}): FlowWindow => ({
      tenant,
      namespace: 'hr.leave',
      flowId: 'vacation',
      triggerId: 'after',
      conditionId: 'both',
      version: 1,
      start: SAMPLE_NOW,
      end: SAMPLE_NOW + 86_399_999,
      results: ['condition_1'],
      ...overrides,
    }),
    event: (overrides: Partial<TriggerEvent> = {}): TriggerEvent => ({
      tenant,
      id: id(),
      executionId: id(),
      namespace: 'hr.leave',
      flowId: 'vacation',
      state: 'SUCCESS',
      at: SAMPLE_NOW,
      release: null,
      ...overrides,
    }),
  }
}
