import { type ApprovalStatus, approvalETag } from '@countersign/contract'
import { AppError, type ApprovalRequest, type ApprovalSearch } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import type { Principal } from '../../app/authenticator.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { presentValidation } from '../shared/present-validation.ts'
import { presentApprovalDetail, presentApprovalSummary } from './present-approval.ts'
import { readDecision, readSeenVersion } from './read-decision.ts'

type ApprovalPorts = Pick<AppPorts, 'engine' | 'storage' | 'policies'>

interface ApprovalFilter {
  readonly status?: readonly ApprovalStatus[] | undefined
  readonly assignee: 'me' | 'any'
  readonly namespace?: string | undefined
  readonly flowId?: string | undefined
  readonly executionId?: string | undefined
  readonly q?: string | undefined
}

/** Approval requests. Looking never decides; every answer goes through the engine's one way to answer. */
export function createApprovalHandlers({ engine, storage, policies }: ApprovalPorts): ResourceHandlers<'approvals'> {
  const { approvals } = storage

  /** Nobody is assigned yet: whoever may decide in a tenant may decide each of its requests. */
  function hidesAll(tenant: string, principal: Principal, { assignee }: ApprovalFilter): boolean {
    return assignee === 'me' && !policies.allows(principal, 'approval:decide', { tenant })
  }

  async function detailOf(request: ApprovalRequest) {
    const { tenant, executionId, namespace, flowId, flowRevision: revision } = request
    const [execution, flow] = await Promise.all([
      storage.executions.find(tenant, executionId),
      storage.flows.find(tenant, namespace, flowId, { revision, allowDeleted: true }),
    ])
    return presentApprovalDetail(request, { execution, flow })
  }

  async function findRequest(call: { readonly tenant: string; permit(namespace: string): void }, id: string) {
    const request = await approvals.find(call.tenant, id)
    if (request === null) throw new AppError('APPROVAL_NOT_FOUND', `There is no approval request \`${id}\`.`)
    call.permit(request.namespace)
    return request
  }

  return {
    async 'approvals.search'({ tenant, principal, query }) {
      if (hidesAll(tenant, principal, query)) return { status: 200, json: { results: [], nextCursor: null, total: 0 } }
      const search = toSearch(query)
      const [page, total] = await Promise.all([
        approvals.search(tenant, search, { cursor: query.cursor ?? null, size: query.size }),
        approvals.count(tenant, search),
      ])
      const results = page.items.map(presentApprovalSummary)
      return { status: 200, json: { results, nextCursor: page.nextCursor, total } }
    },
    async 'approvals.count'({ tenant, principal, query }) {
      const count = hidesAll(tenant, principal, query) ? 0 : await approvals.count(tenant, toSearch(query))
      return { status: 200, json: { count } }
    },
    async 'approvals.read'(call) {
      const request = await findRequest(call, call.params.approvalId)
      return { status: 200, headers: { etag: approvalETag(request.version) }, json: await detailOf(request) }
    },
    async 'approvals.decide'(call) {
      const { id } = await findRequest(call, call.params.approvalId)
      const idempotencyKey = call.headers['idempotency-key']
      const ifVersion = readSeenVersion(call.headers['if-match'])
      const { request, replayed } = await engine.decide(call.caller, {
        address: { requestId: id },
        ...readDecision(call.body),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        ...(ifVersion === undefined ? {} : { ifVersion }),
      })
      const headers = { etag: approvalETag(request.version) }
      return { status: 200, headers, json: { replayed, approval: await detailOf(request) } }
    },
    async 'approvals.validate'(call) {
      const request = await findRequest(call, call.params.approvalId)
      const { inputs } = readDecision(call.body)
      const reports = await engine.reportAnswer(call.tenant, { requestId: request.id }, inputs)
      return { status: 200, json: presentValidation(request, reports) }
    },
  }
}

function toSearch({ status, namespace, flowId, executionId, q }: ApprovalFilter): ApprovalSearch {
  return {
    ...(status === undefined || status.length === 0 ? {} : { statuses: status }),
    ...(namespace === undefined ? {} : { namespacePrefix: namespace }),
    ...(flowId === undefined ? {} : { flowId }),
    ...(executionId === undefined ? {} : { executionId }),
    ...(q === undefined || q.trim() === '' ? {} : { text: q.trim() }),
  }
}
