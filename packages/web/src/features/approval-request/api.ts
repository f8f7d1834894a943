import type {
  ApprovalDetail,
  ApprovalSummary,
  DecisionResult,
  Execution,
  FlowForExecution,
  InputsValidation,
  Me,
} from '@countersign/contract'
import type { DecisionRequest, ExecutionEvent } from '@countersign/contract/client'
import { api } from '../../lib/api/client.ts'
import type { WireValue } from '../../lib/form/wire-value.ts'

/** An answer as the form has it: values by input id, files among them. */
export interface AnswerToSend {
  readonly outcome: string | null
  readonly comment: string | null
  readonly inputs: ReadonlyMap<string, WireValue>
}

export function readMe(): Promise<Me> {
  return api.session.me()
}

export function readRequest(tenant: string, id: string): Promise<ApprovalDetail> {
  return api.forTenant(tenant).approvals.read(id)
}

/** Every request of an execution, newest first. */
export async function requestsOfExecution(tenant: string, executionId: string): Promise<readonly ApprovalSummary[]> {
  const page = await api.forTenant(tenant).approvals.search({ executionId, size: 200 })
  return page.results
}

export function readExecution(tenant: string, id: string): Promise<Execution> {
  return api.forTenant(tenant).executions.read(id)
}

export function readFlowOfExecution(tenant: string, id: string): Promise<FlowForExecution> {
  return api.forTenant(tenant).executions.flow(id)
}

export function followExecution(tenant: string, id: string, signal: AbortSignal): AsyncIterable<ExecutionEvent> {
  return api.forTenant(tenant).executions.follow(id, { signal })
}

/**
 * Gives an answer. `key` makes a repeated sending count once; the version that was seen goes along.
 * @throws ApiError 409 somebody decided, 412 the request changed, 422 with fields
 */
export function decide(
  tenant: string,
  request: Pick<ApprovalDetail, 'id' | 'version'>,
  answer: AnswerToSend,
  key: string,
): Promise<DecisionResult> {
  const options = { idempotencyKey: key, version: request.version }
  return api.forTenant(tenant).approvals.decide(request.id, toDecision(answer), options)
}

/** Asks what the form would become: which inputs are enabled, and with which choices. */
export function validateAnswer(tenant: string, requestId: string, answer: AnswerToSend): Promise<InputsValidation> {
  return api.forTenant(tenant).approvals.validate(requestId, toDecision(answer))
}

function toDecision({ outcome, comment, inputs }: AnswerToSend): DecisionRequest {
  return { outcome: outcome ?? undefined, comment: comment ?? undefined, inputs: Object.fromEntries(inputs) }
}
