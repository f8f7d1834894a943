import type { Actor, AuditDraft, Origin } from '../audit/event.ts'
import type { ApprovalRequest, Settlement } from './request.ts'

interface Withdrawn {
  readonly request: ApprovalRequest
  readonly settlement: Settlement
  readonly audit: Omit<AuditDraft, 'tenant' | 'at'>
}

/** Closes a request because its execution ends (kill, cancel, delete): nobody can answer it any more. */
export function withdrawRequest(
  request: ApprovalRequest,
  by: { readonly actor: Actor; readonly origin: Origin; readonly at: number },
): Withdrawn {
  const settlement: Settlement = {
    outcome: 'withdrawn',
    by: by.actor,
    at: by.at,
    door: by.origin.door,
    comment: null,
    inputs: null,
  }
  return {
    request: { ...request, status: 'WITHDRAWN', version: request.version + 1, settlement },
    settlement,
    audit: {
      actor: by.actor,
      action: 'approval.withdrawn',
      target: { kind: 'approval', id: request.id, namespace: request.namespace },
      origin: by.origin,
      body: { executionId: request.executionId, flowId: request.flowId, taskId: request.taskId, round: request.round },
    },
  }
}
