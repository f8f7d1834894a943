import type {
  ApprovalDetail,
  AuditEvent,
  CaughtMessage,
  Execution,
  FlowWithSource,
  LogEntry,
  Me,
  ServiceToken,
  StateName,
  TaskRun,
} from '@countersign/contract'

/** Everything that the mock server knows. It changes in place: this is a stage for looking at pages, no model of a server. */
export interface World {
  me: Me | null
  readonly flows: Map<string, FlowWithSource[]>
  readonly executions: Map<string, Execution>
  readonly approvals: Map<string, ApprovalDetail>
  readonly logs: LogEntry[]
  readonly audit: AuditEvent[]
  readonly tokens: ServiceToken[]
  readonly caught: CaughtMessage[]
  readonly listeners: Set<(executionId: string) => void>
}

/** The person who is signed in. */
export const MANAGER: Me = {
  id: 'usr_manager',
  kind: 'user',
  username: 'mina',
  name: 'Mina Okafor-Lindqvist',
  email: 'mina@example.org',
  superAdmin: true,
  tenants: [
    { id: 'main', permissions: [] },
    { id: 'demo', permissions: [] },
  ],
}

let counter = 0

/** An id of the product's form; its end tells neighbours apart. */
export function newId(): string {
  counter += 1
  return `6mZq1T0bWc4xH2dKe${String(counter).padStart(5, '0')}`
}

/** The instant so many milliseconds ago. */
export function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString()
}

/** A state with a history whose entries lie so many milliseconds back. */
export function stateOf(history: readonly (readonly [StateName, number])[]): Execution['state'] {
  const histories = history.map(([state, ms]) => ({ state, date: ago(ms) }))
  const first = histories[0]
  const last = histories.at(-1)
  if (first === undefined || last === undefined) throw new Error('a history has at least one entry')
  const ended = ['SUCCESS', 'FAILED', 'WARNING', 'KILLED', 'CANCELLED', 'PAUSED'].includes(last.state)
  return {
    current: last.state,
    histories,
    startDate: first.date,
    ...(ended ? { endDate: last.date } : {}),
  }
}

/** A new entry in the history of something. */
export function enter<T extends { state: Execution['state'] }>(thing: T, state: StateName): T {
  const date = new Date().toISOString()
  return {
    ...thing,
    state: {
      current: state,
      histories: [...thing.state.histories, { state, date }],
      startDate: thing.state.startDate,
      ...(['SUCCESS', 'FAILED', 'KILLED', 'PAUSED'].includes(state) ? { endDate: date } : {}),
    },
  }
}

/** A task run of an execution. */
export function runOf(
  execution: Pick<Execution, 'id' | 'namespace' | 'flowId'>,
  taskId: string,
  state: TaskRun['state'],
  more: Partial<TaskRun> = {},
): TaskRun {
  return {
    id: newId(),
    executionId: execution.id,
    namespace: execution.namespace,
    flowId: execution.flowId,
    taskId,
    outputs: null,
    attempts: [{ state }],
    state,
    ...more,
  }
}

/** Writes a line into an execution's log. */
export function log(
  world: World,
  execution: Execution,
  level: LogEntry['level'],
  taskId: string | null,
  message: string,
  at: string = new Date().toISOString(),
): void {
  const run = execution.taskRunList?.findLast((known) => known.taskId === taskId)
  world.logs.push({
    namespace: execution.namespace,
    flowId: execution.flowId,
    executionId: execution.id,
    attemptNumber: 0,
    timestamp: at,
    level,
    message,
    ...(taskId === null ? {} : { taskId }),
    ...(run === undefined ? {} : { taskRunId: run.id }),
  })
}

/** Adds an event to the audit log. */
export function record(
  world: World,
  action: string,
  target: AuditEvent['target'],
  body: Record<string, unknown>,
  actor: AuditEvent['actor'] = { kind: 'user', id: MANAGER.id, name: MANAGER.name },
  at: string = new Date().toISOString(),
): void {
  const seq = world.audit.length + 1
  const hash = (text: string) => Array.from(`${text}${seq}`.padEnd(64, '0').slice(0, 64), hexOf).join('')
  world.audit.push({
    seq,
    at,
    actor,
    action,
    target,
    requestId: `req_${newId()}`,
    from: { door: actor.kind === 'system' ? 'timer' : 'ui' },
    body,
    bodyHash: hash('b'),
    prevHash: hash('p'),
    hash: hash('h'),
  })
}

function hexOf(char: string): string {
  return (char.charCodeAt(0) % 16).toString(16)
}
