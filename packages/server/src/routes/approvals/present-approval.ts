import type { ApprovalDetail, ApprovalSummary, Settlement as WireSettlement } from '@countersign/contract'
import { type ApprovalRequest, type Execution, type Flow, maskSecrets } from '@countersign/core'
import { toInstant, toInstantOrNull } from '../shared/instant.ts'
import { presentInput } from '../shared/present-input.ts'
import { tasksAfter } from './tasks-after.ts'

/** A request as a list shows it. */
export function presentApprovalSummary(request: ApprovalRequest): ApprovalSummary {
  return {
    id: request.id,
    tenant: request.tenant,
    namespace: request.namespace,
    flowId: request.flowId,
    flowRevision: request.flowRevision,
    executionId: request.executionId,
    taskId: request.taskId,
    taskRunId: request.taskRunId,
    iterationKey: request.iterationKey,
    round: request.round,
    status: request.status,
    version: request.version,
    title: request.title,
    requester: { ...request.requester },
    createdAt: toInstant(request.createdAt),
    dueAt: toInstantOrNull(request.dueAt),
    outcomes: request.outcomes.map(({ id, kind, label }) => ({ id, kind, label })),
    settled: presentSettlement(request),
  }
}

/** A request with all that is needed to decide it. `execution` and `flow` are null when they have been deleted. */
export function presentApprovalDetail(
  request: ApprovalRequest,
  { execution, flow }: { readonly execution: Execution | null; readonly flow: Flow | null },
): ApprovalDetail {
  return {
    ...presentApprovalSummary(request),
    instructions: request.instructions,
    form: request.form.map(presentInput),
    executionState: execution?.state ?? null,
    next: (flow === null ? [] : tasksAfter(flow, request.taskId)).map(({ id, type, description }) => ({
      id,
      type,
      ...(description === undefined ? {} : { description }),
    })),
  }
}

function presentSettlement({ settlement, form }: ApprovalRequest): WireSettlement | null {
  if (settlement === null) return null
  const { outcome, by, at, door, comment, inputs } = settlement
  return {
    outcome,
    by: { ...by },
    at: toInstant(at),
    channel: door,
    comment,
    inputs: inputs === null ? null : { ...maskSecrets(inputs, form) },
  }
}
