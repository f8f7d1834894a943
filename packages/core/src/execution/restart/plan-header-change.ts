import type { Actor, AuditAction, AuditDraft, Origin } from '../../audit/event.ts'
import { AppError, type FieldError } from '../../errors/app-error.ts'
import { hasLabel, isSystemLabel, SYSTEM_LABEL_PREFIX } from '../../labels/labels.ts'
import type { Execution, Label } from '../execution.ts'
import { mergeLabels } from '../merge-labels.ts'
import { isTerminated, type State } from '../state.ts'
import { assertChangeable } from './plan-state-change.ts'
import { entering } from './reopen.ts'

/** States that a person may give to an execution that has ended. */
export const END_STATES_BY_PERSON = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'SKIPPED'] as const

interface HeaderChange {
  readonly execution: Execution
  readonly by: { readonly actor: Actor; readonly origin: Origin }
  readonly now: number
}

/** A changed header, its version still the one that was read; null when there is nothing to change. */
export type ChangedHeader = { readonly execution: Execution; readonly audit: AuditDraft } | null

/**
 * A person says how an execution ended. Only the header changes: nothing runs, and whoever waited for it was told before
 * (engine.md 7.6; observed: J-status-labels-change-status).
 *
 * @throws AppError EXECUTION_STATE_FIXED
 */
export function planStatusChange({
  execution,
  state,
  reason,
  by,
  now,
}: HeaderChange & { readonly state: State; readonly reason?: string }): ChangedHeader {
  assertChangeable(execution, 'You can only change the state of a terminated non killed execution.')
  if (!END_STATES_BY_PERSON.some((one) => one === state)) {
    const text = `You can only change the state of an execution to a terminal state. ${state} is none; choose one of ${END_STATES_BY_PERSON.join(', ')}`
    throw new AppError('EXECUTION_STATE_FIXED', text)
  }
  if (execution.state === state) return null
  const changed = { ...execution, state, histories: entering(execution.histories, state, now), endedAt: now }
  const body = { stateBefore: execution.state, state, ...(reason === undefined ? {} : { reason }) }
  return { execution: changed, audit: draft(execution, 'execution.state_changed', by, now, body) }
}

/**
 * Labels of an execution that has ended: given ones replace those of the same key, the others stay. Labels of the system may be
 * given back as they are, never changed (engine.md 7.3).
 *
 * @throws AppError EXECUTION_NOT_TERMINATED, LABEL_INVALID
 */
export function planLabelChange({
  execution,
  labels,
  by,
  now,
}: HeaderChange & { readonly labels: readonly Label[] }): ChangedHeader {
  if (!isTerminated(execution.state)) {
    const text = `The execution is not terminated: ${execution.id} is ${execution.state}; wait for its end before you label it`
    throw new AppError('EXECUTION_NOT_TERMINATED', text)
  }
  const fields = labels.flatMap((label, index): readonly FieldError[] => {
    const message = labelProblem(execution, label)
    return message === null ? [] : [{ field: `labels[${index}]`, code: 'LABEL_INVALID', message }]
  })
  const [first] = fields
  if (first !== undefined) throw new AppError('LABEL_INVALID', first.message, { fields })
  const added = labels.filter((label) => !hasLabel(execution.labels, label))
  if (added.length === 0) return null
  const changed = { ...execution, labels: mergeLabels(execution.labels, labels) }
  const body = { labels: Object.fromEntries(added.map(({ key, value }) => [key, value])) }
  return { execution: changed, audit: draft(execution, 'execution.labels_changed', by, now, body) }
}

function labelProblem(execution: Execution, label: Label): string | null {
  const { key, value } = label
  if (key === '') return 'A label needs a key'
  if (value === '') return `The label \`${key}\` needs a value`
  if (!isSystemLabel(key) || hasLabel(execution.labels, label)) return null
  return `The label \`${key}\` is reserved: labels that start with \`${SYSTEM_LABEL_PREFIX}\` are set by the system`
}

function draft(
  { tenant, id, namespace, flowId }: Execution,
  action: AuditAction,
  { actor, origin }: HeaderChange['by'],
  at: number,
  body: AuditDraft['body'],
): AuditDraft {
  const target = { kind: 'execution', id, namespace } as const
  return { tenant, at, actor, action, target, origin, body: { flowId, ...body } }
}
