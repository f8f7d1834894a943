import type { ApprovalDetail, ApprovalSummary } from '../approvals/approval.ts'
import type { DecisionResult } from '../approvals/decision.ts'
import { DECISION_INPUT_PREFIX } from '../approvals/decision-input-prefix.ts'
import { approvalETag } from '../approvals/etag.ts'
import type { approvalRoutes } from '../approvals/routes.ts'
import type { InputsValidation } from '../executions/inputs-validation.ts'
import type { QueryInputOf } from '../route.ts'
import { appendInputParts, hasFile, type InputValues } from './input-parts.ts'
import type { CursorResult } from './page-result.ts'
import { type CallOptions, pathOf, type Transport, type TransportRequest } from './transport.ts'

export type ApprovalSearchQuery = QueryInputOf<typeof approvalRoutes.search>
export type ApprovalCountQuery = QueryInputOf<typeof approvalRoutes.count>

/** An answer as a form gives it. Without `outcome` it is the first one of kind APPROVE. */
export interface DecisionRequest {
  readonly outcome?: string | undefined
  readonly inputs?: InputValues | undefined
  readonly comment?: string | undefined
}

/** Approval requests. */
export interface ApprovalsClient {
  search(query?: ApprovalSearchQuery, options?: CallOptions): Promise<CursorResult<ApprovalSummary>>
  count(query?: ApprovalCountQuery, options?: CallOptions): Promise<number>
  read(approvalId: string, options?: CallOptions): Promise<ApprovalDetail>
  /**
   * Decides. Give one `idempotencyKey` per answer, so that a repeated try gets the first answer again, and the `version`
   * that was seen, so that a request that has changed since is refused (412).
   */
  decide(
    approvalId: string,
    decision?: DecisionRequest,
    options?: CallOptions & { readonly idempotencyKey?: string; readonly version?: number },
  ): Promise<DecisionResult>
  /** What the form would become, without deciding. */
  validate(approvalId: string, decision?: DecisionRequest, options?: CallOptions): Promise<InputsValidation>
}

export function createApprovalsClient(transport: Transport): ApprovalsClient {
  const scope = 'tenant'
  return {
    search: (query, options) => transport.json({ method: 'GET', scope, path: '/approvals', query, ...options }),
    count: async (query, options) => {
      const answer = await transport.json<{ readonly count: number }>({
        method: 'GET',
        scope,
        path: '/approvals/count',
        query,
        ...options,
      })
      return answer.count
    },
    read: (approvalId, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/approvals/${approvalId}`, ...options }),
    decide: (approvalId, decision = {}, { idempotencyKey, version, ...options } = {}) =>
      transport.json({
        method: 'POST',
        scope,
        path: pathOf`/approvals/${approvalId}/decisions`,
        body: decisionContent(decision),
        headers: {
          'idempotency-key': idempotencyKey,
          'if-match': version === undefined ? undefined : approvalETag(version),
        },
        ...options,
      }),
    validate: (approvalId, decision = {}, options) =>
      transport.json({
        method: 'POST',
        scope,
        path: pathOf`/approvals/${approvalId}/validate`,
        body: decisionContent(decision),
        ...options,
      }),
  }
}

/** JSON, or multipart when a file is among the inputs. */
function decisionContent({ outcome, inputs = {}, comment }: DecisionRequest): TransportRequest['body'] {
  if (!hasFile(inputs)) return { kind: 'json', value: { outcome, inputs, comment } }
  const form = new FormData()
  if (outcome !== undefined) form.append('outcome', outcome)
  if (comment !== undefined) form.append('comment', comment)
  appendInputParts(form, inputs, DECISION_INPUT_PREFIX)
  return { kind: 'form', form }
}
