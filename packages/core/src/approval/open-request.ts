import type { Execution } from '../execution/execution.ts'
import type { TaskRun } from '../execution/task-run.ts'
import type { Task } from '../flow/flow.ts'
import type { ApprovalRequest, Outcome } from './request.ts'

/** Outcome of a plain Pause: Kestra's resume. Rejecting is a value of the form there, not an outcome. */
export const RESUME_OUTCOME: Outcome = { id: 'resume', kind: 'APPROVE', label: 'Continue' }

interface OpenRequest {
  readonly id: string
  readonly execution: Execution
  readonly run: TaskRun
  readonly task: Task
  readonly form: ApprovalRequest['form']
  readonly deadline: { readonly dueAt: number; readonly behavior: NonNullable<ApprovalRequest['onDeadline']> } | null
  readonly round: number
  readonly now: number
}

/** The request that a Pause makes when it is entered. Its key is (execution, task, iteration, round). */
export function openRequest({ id, execution, run, task, form, deadline, round, now }: OpenRequest): ApprovalRequest {
  return {
    tenant: execution.tenant,
    id,
    namespace: execution.namespace,
    flowId: execution.flowId,
    flowRevision: execution.flowRevision,
    executionId: execution.id,
    taskId: task.id,
    taskRunId: run.id,
    iterationKey: run.iterationKey,
    round,
    status: 'OPEN',
    version: 1,
    title: task.description ?? titleFromId(task.id),
    instructions: null,
    form,
    outcomes: [RESUME_OUTCOME],
    requester: execution.createdBy,
    createdAt: now,
    dueAt: deadline?.dueAt ?? null,
    onDeadline: deadline?.behavior ?? null,
    settlement: null,
  }
}

/** `await_decision` reads "Await decision". */
function titleFromId(id: string): string {
  const words = id.replace(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
