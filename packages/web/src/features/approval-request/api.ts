import type {
  ApprovalDetail,
  ApprovalSummary,
  DecisionInput,
  DecisionResult,
  Execution,
  FlowForExecution,
  InputsValidation,
  Me,
} from '@countersign/contract'
import { apiPath, callApi } from '../../lib/api/call-api.ts'
import type { WireValue } from '../../lib/form/wire-value.ts'

/** An answer as the form has it: values by input id, files among them. */
export interface AnswerToSend {
  readonly outcome: string | null
  readonly comment: string | null
  readonly inputs: ReadonlyMap<string, WireValue>
}

export function readMe(): Promise<Me> {
  return callApi({ path: '/api/v1/me' })
}

export function readRequest(tenant: string, id: string): Promise<ApprovalDetail> {
  return callApi({ path: apiPath(tenant, 'approvals', id) })
}

/** Every request of an execution, newest first. */
export async function requestsOfExecution(tenant: string, executionId: string): Promise<readonly ApprovalSummary[]> {
  const page = await callApi<{ results: ApprovalSummary[] }>({
    path: apiPath(tenant, 'approvals'),
    query: { executionId, size: 100 },
  })
  return page.results
}

export function readExecution(tenant: string, id: string): Promise<Execution> {
  return callApi({ path: apiPath(tenant, 'executions', id) })
}

export function readFlowOfExecution(tenant: string, id: string): Promise<FlowForExecution> {
  return callApi({ path: apiPath(tenant, 'executions', id, 'flow') })
}

/** Where the changes of an execution can be followed. */
export function followPath(tenant: string, executionId: string): string {
  return apiPath(tenant, 'executions', executionId, 'follow')
}

/**
 * Gives an answer. `key` makes a repeated sending count once; `version` is the one that was seen.
 * @throws ApiError 409 somebody decided, 412 the request changed, 422 with fields
 */
export function decide(
  tenant: string,
  request: Pick<ApprovalDetail, 'id' | 'version'>,
  answer: AnswerToSend,
  key: string,
): Promise<DecisionResult> {
  return callApi({
    method: 'POST',
    path: apiPath(tenant, 'approvals', request.id, 'decisions'),
    headers: { 'idempotency-key': key, 'if-match': `"${request.version}"` },
    body: toBody(answer),
  })
}

/** Asks what the form would become: which inputs are enabled, and with which choices. */
export function validateAnswer(tenant: string, requestId: string, answer: AnswerToSend): Promise<InputsValidation> {
  return callApi({
    method: 'POST',
    path: apiPath(tenant, 'approvals', requestId, 'validate'),
    body: toBody(answer),
  })
}

/** JSON, or a multipart form where a file is sent. */
function toBody(answer: AnswerToSend): DecisionInput | FormData {
  const texts: Record<string, string> = {}
  const form = new FormData()
  let hasFile = false
  for (const [id, value] of answer.inputs) {
    if (value instanceof File) {
      hasFile = true
      form.append(`inputs.${id}`, value, value.name)
    } else {
      texts[id] = value
      form.append(`inputs.${id}`, value)
    }
  }
  const { outcome, comment } = answer
  if (!hasFile) {
    return {
      ...(outcome === null ? {} : { outcome }),
      ...(comment === null ? {} : { comment }),
      inputs: texts,
    }
  }
  if (outcome !== null) form.append('outcome', outcome)
  if (comment !== null) form.append('comment', comment)
  return form
}
