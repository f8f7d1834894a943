import type { Actor } from '../audit/event.ts'
import type { Flow } from '../flow/flow.ts'
import type { ValueMap } from '../json/value.ts'
import { CORRELATION_LABEL, isSystemLabel } from '../labels/labels.ts'
import type { Breakpoint } from './breakpoint.ts'
import type { Execution, ExecutionKind, ExecutionTrigger, Label, ParentLink } from './execution.ts'
import { startProgress } from './final-state.ts'
import { mergeLabels } from './merge-labels.ts'

interface NewExecution {
  readonly id: string
  readonly flow: Flow
  readonly inputs: ValueMap
  /** Given labels, `system.*` ones of the server included. */
  readonly labels: readonly Label[]
  readonly createdBy: Actor
  readonly now: number
  readonly scheduleAt?: number
  readonly trigger?: ExecutionTrigger
  readonly parent?: ParentLink
  readonly kind?: ExecutionKind
  readonly breakpoints?: readonly Breakpoint[]
}

/**
 * A new execution in state CREATED, not stored yet (version 0). Its labels are the flow's (but for `system.*`), then the given
 * ones, later keys winning, and its own id as `system.correlationId` unless one was given (observed/api.md D 29).
 */
export function createExecutionRow(given: NewExecution): Execution {
  const { flow, now } = given
  const own = flow.labels.filter((label) => !isSystemLabel(label.key))
  const correlated = given.labels.some((label) => label.key === CORRELATION_LABEL)
  const correlation: readonly Label[] = correlated ? [] : [{ key: CORRELATION_LABEL, value: given.id }]
  return {
    tenant: flow.tenant,
    id: given.id,
    namespace: flow.namespace,
    flowId: flow.id,
    flowRevision: flow.revision,
    version: 0,
    state: 'CREATED',
    histories: [{ state: 'CREATED', at: now }],
    inputs: given.inputs,
    outputs: null,
    variables: flow.variables,
    labels: mergeLabels(own, given.labels, correlation),
    trigger: given.trigger ?? null,
    parent: given.parent ?? null,
    replayOf: null,
    originalId: given.id,
    attemptNumber: 1,
    createdBy: given.createdBy,
    createdAt: now,
    originalCreatedAt: now,
    endedAt: null,
    scheduleAt: given.scheduleAt ?? null,
    kind: given.kind ?? 'NORMAL',
    breakpoints: given.breakpoints ?? [],
    progress: startProgress('tasks'),
    nextSequence: 0,
    slotReleased: false,
    unfinishedTurn: false,
  }
}
