import type { ApprovalRequest, RequestStatus, StoredAnswer } from '@countersign/core'
import type { AnswerRow, RequestRow } from '../schema/record-rows.ts'
import { fromJson, fromJsonOrNull, toJson, toStoredText, toStoredTextOrNull } from './stored-text.ts'

export function toRequestRow(request: ApprovalRequest): RequestRow {
  return {
    id: request.id,
    tenant: request.tenant,
    namespace: request.namespace,
    flow_id: request.flowId,
    flow_revision: request.flowRevision,
    execution_id: request.executionId,
    task_id: request.taskId,
    task_run_id: request.taskRunId,
    iteration_key: request.iterationKey,
    round: request.round,
    status: request.status,
    version: request.version,
    title: toStoredText(request.title),
    instructions: toStoredTextOrNull(request.instructions),
    form: toJson(request.form),
    outcomes: toJson(request.outcomes),
    requester: toJson(request.requester),
    created_at: request.createdAt,
    due_at: request.dueAt,
    on_deadline: request.onDeadline,
    settlement: request.settlement === null ? null : toJson(request.settlement),
  }
}

export function fromRequestRow(row: RequestRow): ApprovalRequest {
  return {
    tenant: row.tenant,
    id: row.id,
    namespace: row.namespace,
    flowId: row.flow_id,
    flowRevision: row.flow_revision,
    executionId: row.execution_id,
    taskId: row.task_id,
    taskRunId: row.task_run_id,
    iterationKey: row.iteration_key,
    round: row.round,
    // These columns hold only what was written from an ApprovalRequest.
    status: row.status as RequestStatus,
    version: row.version,
    title: row.title,
    instructions: row.instructions,
    form: fromJson(row.form),
    outcomes: fromJson(row.outcomes),
    requester: fromJson(row.requester),
    createdAt: row.created_at,
    dueAt: row.due_at,
    onDeadline: row.on_deadline as ApprovalRequest['onDeadline'],
    settlement: fromJsonOrNull(row.settlement),
  }
}

export function toAnswerRow(answer: StoredAnswer): AnswerRow {
  return {
    request_id: answer.requestId,
    idempotency_key: toStoredText(answer.idempotencyKey),
    tenant: answer.tenant,
    answer_hash: answer.answerHash,
    at: answer.at,
    actor_id: toStoredText(answer.actorId),
  }
}

export function fromAnswerRow(row: AnswerRow): StoredAnswer {
  return {
    tenant: row.tenant,
    requestId: row.request_id,
    idempotencyKey: row.idempotency_key,
    answerHash: row.answer_hash,
    at: row.at,
    actorId: row.actor_id,
  }
}
