import type { ApprovalRequest, AuditDraft, Decision, StoredAnswer, Write } from '@countersign/core'
import type { Proposal } from '../executions/letter.ts'

/**
 * What settles a request, whoever or whatever settled it: the row behind a guard on the version that was decided upon, the
 * audit event, and the news for the execution that waits.
 */
export function settledProposal(
  before: ApprovalRequest,
  decision: Extract<Decision, { kind: 'settled' }>,
  options: {
    readonly answer?: StoredAnswer | null
    readonly writes?: readonly Write[]
    /** What the audit log says besides. */
    readonly also?: readonly AuditDraft[]
  } = {},
): Proposal {
  const { answer = null, writes = [], also = [] } = options
  const { request, settlement, resumeTo, audit } = decision
  return {
    events: [{ kind: 'request-settled', taskRunId: request.taskRunId, requestId: request.id, settlement, resumeTo }],
    guards: [
      { kind: 'request-version', requestId: before.id, version: before.version },
      ...(answer === null
        ? []
        : [{ kind: 'answer-absent', requestId: before.id, idempotencyKey: answer.idempotencyKey } as const]),
    ],
    writes: [
      { kind: 'request-update', row: request },
      ...(answer === null ? [] : [{ kind: 'answer-insert', row: answer } as const]),
      ...writes,
    ],
    audit: [...also, audit],
  }
}
