import { type Actor, type AuditAction, type AuditDraft, type Origin, SYSTEM_ACTOR } from '../audit/event.ts'
import { AppError, type FieldError } from '../errors/app-error.ts'
import type { State } from '../execution/state.ts'
import type { InputDeclaration } from '../inputs/declaration.ts'
import { storedFormValues } from '../inputs/resolve-inputs.ts'
import type { Value, ValueMap } from '../json/value.ts'
import { SECRET_MASK } from '../sealed/sealed-value.ts'
import { isMap } from '../task/properties/value-text.ts'
import type { ApprovalRequest, Outcome, Settlement } from './request.ts'

/** What somebody answers. `form` is the resolved form; null for doors that carry none (bulk, force-run). */
export interface DecisionInput {
  readonly actor: Actor
  readonly origin: Origin
  readonly at: number
  readonly outcome?: string
  readonly comment?: string
  readonly form: { readonly values: ValueMap; readonly errors: readonly FieldError[] } | null
  /** Version of the request that the person saw. */
  readonly ifVersion?: number
}

/** What comes of an answer. Every one of them is audited. */
export type Decision =
  | {
      readonly kind: 'settled'
      readonly request: ApprovalRequest
      readonly settlement: Settlement
      /** The state that the gate's task run takes. */
      readonly resumeTo: Extract<State, 'SUCCESS' | 'WARNING' | 'FAILED' | 'CANCELLED'>
      readonly audit: AuditDraft
    }
  | { readonly kind: 'refused'; readonly error: AppError; readonly audit: AuditDraft }

/**
 * The one function through which every answer goes, whatever the door. Pure: the caller commits what it returns, and the
 * version of the request row makes exactly one of several answers win. Order of checks: settled already, changed since it
 * was seen, outcome, form (approvals.md 3.6). A refused answer leaves the request open.
 */
export function decide(request: ApprovalRequest, input: DecisionInput): Decision {
  if (request.status !== 'OPEN') return refuse(request, input, 'approval.late', alreadyDecided(request))
  if (input.ifVersion !== undefined && input.ifVersion !== request.version) {
    const text = `Request ${request.id} changed since you looked (you saw version ${input.ifVersion}, it is ${request.version}); look again before you decide`
    return refuse(request, input, 'approval.refused', new AppError('APPROVAL_CHANGED', text))
  }
  const outcome = chosenOutcome(request, input.outcome)
  if (outcome === undefined) return refuse(request, input, 'approval.refused', unknownOutcome(request, input.outcome))
  if (input.form !== null && input.form.errors.length > 0) {
    return refuse(request, input, 'approval.refused', formError(input.form.errors))
  }
  return settle(request, input, outcome.id)
}

/** The named outcome. A door that names none (Kestra's resume) means the first that approves. */
function chosenOutcome({ outcomes }: ApprovalRequest, id: string | undefined): Outcome | undefined {
  return outcomes.find((one) => (id === undefined ? one.kind === 'APPROVE' : one.id === id))
}

function unknownOutcome(request: ApprovalRequest, id: string | undefined): AppError {
  const offered = request.outcomes.map((one) => `\`${one.id}\``).join(', ')
  const text =
    id === undefined
      ? `Request ${request.id} has no outcome that approves; name one of ${offered}`
      : `Request ${request.id} has no outcome \`${id}\`; it offers ${offered}`
  return new AppError('APPROVAL_OUTCOME_UNKNOWN', text)
}

function settle(request: ApprovalRequest, input: DecisionInput, outcome: string): Decision {
  const settlement: Settlement = {
    outcome,
    by: input.actor,
    at: input.at,
    door: input.origin.door,
    comment: input.comment ?? null,
    inputs: input.form === null ? null : storedFormValues(input.form.values),
  }
  const settled: ApprovalRequest = { ...request, status: 'SETTLED', version: request.version + 1, settlement }
  const audit = draft(request, input, 'approval.decided', {
    outcome,
    comment: settlement.comment,
    inputs: settlement.inputs === null ? null : maskSecrets(settlement.inputs, request.form),
  })
  return { kind: 'settled', request: settled, settlement, resumeTo: 'SUCCESS', audit }
}

const EXPIRES_TO = { RESUME: 'SUCCESS', WARN: 'WARNING', FAIL: 'FAILED', CANCEL: 'CANCELLED' } as const

/**
 * What a passed deadline does: the same contest as an answer, with the system as actor. Null when somebody was faster, or when
 * the deadline has not passed (a timer that was armed for an earlier one).
 */
export function expire(request: ApprovalRequest, at: number): Extract<Decision, { kind: 'settled' }> | null {
  const { dueAt, onDeadline } = request
  if (request.status !== 'OPEN' || dueAt === null || onDeadline === null || at < dueAt) return null
  const origin: Origin = { door: 'timer' }
  const settlement: Settlement = {
    outcome: 'expired',
    by: SYSTEM_ACTOR,
    at,
    door: 'timer',
    comment: null,
    inputs: null,
  }
  return {
    kind: 'settled',
    request: { ...request, status: 'EXPIRED', version: request.version + 1, settlement },
    settlement,
    resumeTo: EXPIRES_TO[onDeadline],
    audit: draft(request, { actor: SYSTEM_ACTOR, origin, at }, 'approval.expired', {
      behavior: onDeadline,
      dueAt,
    }),
  }
}

/** Says who settled a request and when. */
export function alreadyDecided(request: ApprovalRequest): AppError {
  const { settlement } = request
  if (settlement === null)
    return new AppError('APPROVAL_ALREADY_DECIDED', `Request ${request.id} is ${request.status} and takes no answer`)
  const text = `Request ${request.id} is settled: ${whatHappened(request, settlement)}`
  return new AppError('APPROVAL_ALREADY_DECIDED', text, {
    details: {
      requestId: request.id,
      status: request.status,
      outcome: settlement.outcome,
      settledBy: { kind: settlement.by.kind, id: settlement.by.id, name: settlement.by.name },
      settledAt: new Date(settlement.at).toISOString(),
    },
  })
}

function whatHappened({ status }: ApprovalRequest, { by, at }: Settlement): string {
  const when = new Date(at).toISOString()
  if (status === 'EXPIRED') return `its deadline passed at ${when}`
  if (status === 'WITHDRAWN') return `it was withdrawn by ${by.name} at ${when}`
  return `${by.name} answered it at ${when}`
}

function formError(fields: readonly FieldError[]): AppError {
  const names = fields.map((field) => `\`${field.field}\``).join(', ')
  const first = fields.length === 1 ? fields[0]?.message : undefined
  return new AppError('INPUT_INVALID', first ?? `The answer has ${fields.length} wrong fields: ${names}`, { fields })
}

function refuse(request: ApprovalRequest, input: DecisionInput, action: AuditAction, error: AppError): Decision {
  const fields = error.fields.map((field) => ({ field: field.field, code: field.code }))
  return { kind: 'refused', error, audit: draft(request, input, action, { code: error.code, fields }) }
}

function draft(
  request: ApprovalRequest,
  who: Pick<DecisionInput, 'actor' | 'origin' | 'at'>,
  action: AuditAction,
  body: ValueMap,
): AuditDraft {
  return {
    tenant: request.tenant,
    at: who.at,
    actor: who.actor,
    action,
    target: { kind: 'approval', id: request.id, namespace: request.namespace },
    origin: who.origin,
    body: {
      executionId: request.executionId,
      flowId: request.flowId,
      taskId: request.taskId,
      round: request.round,
      ...body,
    },
  }
}

/** Values of SECRET inputs never reach the audit log. Dotted ids stand for nested members. */
export function maskSecrets(values: ValueMap, form: readonly InputDeclaration[]): ValueMap {
  const secrets = form.filter((input) => input.type === 'SECRET').map((input) => input.id.split('.'))
  return secrets.reduce(maskAt, values)
}

function maskAt(values: ValueMap, [name, ...inner]: readonly string[]): ValueMap {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]): [string, Value] => {
      if (id !== name) return [id, value]
      return [id, inner.length > 0 && isMap(value) ? maskAt(value, inner) : SECRET_MASK]
    }),
  )
}
