import {
  type Actor,
  type AuditDraft,
  advance,
  type Breakpoint,
  type Clock,
  type CommitUnit,
  createExecutionRow,
  type Execution,
  type ExecutionEvent,
  type ExecutionKind,
  type ExecutionTrigger,
  type Ids,
  type Label,
  type LogEntry,
  type Origin,
  type ParentLink,
  type Plan,
  type Timer,
  type Turn,
  type ValueMap,
  type Write,
} from '@countersign/core'
import type { SecretMasker } from '../answers/secret-masker.ts'
import type { StateChanges } from '../triggers/state-changes.ts'
import type { Hosts } from './hosts.ts'
import { newHotExecution } from './hot-execution.ts'
import { maskAdvance } from './mask-advance.ts'
import { creationUnit } from './turn-writes.ts'

/** A new execution with its inputs resolved and its labels complete. */
export interface ExecutionPlan {
  readonly id: string
  readonly plan: Plan
  readonly inputs: ValueMap
  /** What resolving the inputs had to say; becomes WARN lines of the execution's log. */
  readonly warnings: readonly string[]
  readonly labels: readonly Label[]
  readonly createdBy: Actor
  readonly origin: Origin
  readonly scheduleAt?: number
  readonly kind?: ExecutionKind
  readonly breakpoints?: readonly Breakpoint[]
  readonly trigger?: ExecutionTrigger
  readonly parent?: ParentLink
  /** Messages of the checks because of which it ends FAILED before its first task; see `createAdmission`. */
  readonly refusedBy?: readonly string[]
}

/** A new execution whose row was made by somebody else, such as a replay. */
export interface RowPlan {
  readonly plan: Plan
  /** State CREATED, version 0. */
  readonly row: Execution
  readonly warnings: readonly string[]
  readonly audit: readonly AuditDraft[]
  /** True when it ends FAILED at once. */
  readonly refused?: boolean
}

/** A new execution that has lived its first turn, but is not durable yet. */
export interface PreparedExecution {
  /** As it was created: state CREATED, as those who started it are told. */
  readonly created: Execution
  readonly unit: CommitUnit
  /** Takes it over into memory. Call when `unit` is durable. */
  adopt(): void
}

interface PreparerOptions {
  readonly hosts: Hosts
  readonly masker: SecretMasker
  readonly stateChanges: StateChanges
  /** The first turn's view of the world outside; it has no answers yet. */
  readonly firstTurn: () => Turn
  readonly ids: Ids
  readonly clock: Clock
}

/** Makes new executions ready to be written: the row and as much of its life as needs no answer share one commit. */
export function createRowPreparer({ hosts, masker, stateChanges, firstTurn, ids, clock }: PreparerOptions) {
  return ({ plan, row, warnings, audit, refused = false }: RowPlan): PreparedExecution => {
    const now = clock.now()
    const startAt = refused ? null : startOf(row, plan, now)
    const hot = newHotExecution(plan, row)
    const firstEvent: ExecutionEvent = refused ? { kind: 'refused', state: 'FAILED' } : { kind: 'start' }
    // One that waits for its start has a turn in which nothing happens.
    const turn = advance(plan, hot, startAt === null ? [firstEvent] : [], firstTurn())
    const masked = maskAdvance(turn, masker, hot)
    const lines = warnings.map((message): Write => ({ kind: 'log-append', row: warningLine(row, message, now) }))
    const timers = startAt === null ? [] : [armStart(row, startAt, ids)]
    const unit = creationUnit(masked, { writes: [...lines, ...timers, ...stateChanges(row, masked.execution)], audit })
    return {
      created: { ...row, version: 1 },
      unit,
      adopt() {
        hot.apply(unit.writes)
        hosts.adopt(hot, masked)
      },
    }
  }
}

/** The same for executions that somebody or something starts. */
export function createPreparer(prepareRow: (given: RowPlan) => PreparedExecution, clock: Clock) {
  return (given: ExecutionPlan): PreparedExecution => {
    const { plan, origin, warnings, refusedBy = [] } = given
    const row = createExecutionRow({ ...given, flow: plan.flow, now: clock.now() })
    const audit = [createdDraft(row, origin, refusedBy)]
    return prepareRow({ plan, row, warnings, audit, refused: refusedBy.length > 0 })
  }
}

/** When it begins; null for at once. Where a limit has to be asked, a timer begins it: that is not lost with this process. */
function startOf({ scheduleAt }: Execution, { flow }: Plan, now: number): number | null {
  if (scheduleAt !== null && scheduleAt > now) return scheduleAt
  return flow.concurrency === null ? null : now
}

function armStart(execution: Execution, dueAt: number, ids: Ids): Write {
  const row: Timer = {
    tenant: execution.tenant,
    id: ids.next(),
    executionId: execution.id,
    dueAt,
    purpose: { kind: 'start' },
  }
  return { kind: 'timer-arm', row }
}

function warningLine(execution: Execution, message: string, at: number): LogEntry {
  return {
    tenant: execution.tenant,
    executionId: execution.id,
    namespace: execution.namespace,
    flowId: execution.flowId,
    taskId: null,
    taskRunId: null,
    attempt: null,
    at,
    level: 'WARN',
    message,
  }
}

/** What the audit log says of a new execution. */
export function createdDraft(execution: Execution, origin: Origin, refusedBy: readonly string[] = []): AuditDraft {
  return {
    tenant: execution.tenant,
    at: execution.createdAt,
    actor: execution.createdBy,
    action: 'execution.created',
    target: { kind: 'execution', id: execution.id, namespace: execution.namespace },
    origin,
    body: {
      flowId: execution.flowId,
      flowRevision: execution.flowRevision,
      ...(execution.parent === null ? {} : { parentExecutionId: execution.parent.executionId }),
      ...(refusedBy.length === 0 ? {} : { refusedBy: [...refusedBy] }),
      ...(execution.scheduleAt === null ? {} : { scheduleAt: execution.scheduleAt }),
      ...(execution.kind === 'NORMAL' ? {} : { kind: execution.kind }),
    },
  }
}
