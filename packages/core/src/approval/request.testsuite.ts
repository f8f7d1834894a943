import type { Actor } from '../audit/event.ts'
import { TEST_START } from '../testing/test-clock.ts'
import type { DecisionInput } from './decide.ts'
import type { ApprovalRequest } from './request.ts'

export const ANA: Actor = { kind: 'user', id: 'ana', name: 'Ana' }
export const BOB: Actor = { kind: 'user', id: 'bob', name: 'Bob' }

/** An open request, with whatever a test wants different. */
export function openRequestWith(part: Partial<ApprovalRequest> = {}): ApprovalRequest {
  return {
    tenant: 'main',
    id: 'request',
    namespace: 'company.team',
    flowId: 'vacation',
    flowRevision: 3,
    executionId: 'execution',
    taskId: 'gate',
    taskRunId: 'run',
    iterationKey: '',
    round: 1,
    status: 'OPEN',
    version: 4,
    title: 'May they go?',
    instructions: null,
    form: [{ id: 'approved', type: 'BOOLEAN', required: true }],
    outcomes: [{ id: 'resume', kind: 'APPROVE', label: 'Continue' }],
    requester: BOB,
    createdAt: TEST_START,
    dueAt: null,
    onDeadline: null,
    settlement: null,
    ...part,
  }
}

/** An answer of Ana, with whatever a test wants different. */
export function answerWith(part: Partial<DecisionInput> = {}): DecisionInput {
  return {
    actor: ANA,
    origin: { door: 'ui', ip: '10.0.0.7' },
    at: TEST_START + 60_000,
    form: { values: { approved: true }, errors: [] },
    ...part,
  }
}
