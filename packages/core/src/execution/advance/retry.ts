import { BY_FLOW } from '../../audit/event.ts'
import type { RetryPolicy } from '../../flow/policies.ts'
import { createSeededRandom } from '../context/seeded-random.ts'
import { nextTryAt, retryPolicyOf } from '../retry/retry-policy.ts'
import { isTerminated } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import { disarmSlas } from './sla-timers.ts'
import { nodeOf, type Step } from './step.ts'
import { killAwaitedChildren, stopLiveTaskRuns, stopTaskRun } from './stop.ts'
import { endTaskRun } from './task-run-end.ts'

/**
 * Sees to it that a task run whose attempt has just failed is tried again, if a retry applies to it and is not used up. False
 * when the failure stands.
 */
export function retryLater(step: Step, run: TaskRun): boolean {
  const node = nodeOf(step, run)
  const policy = node === null ? null : retryPolicyOf(step.plan, node)
  if (policy === null || isTerminated(step.draft.execution.state)) return false
  if (policy.behavior === 'RETRY_FAILED_TASK') return retryTask(step, run, policy)
  // What a gate runs beside itself has no consequences for the execution.
  return node?.branch !== 'onPause' && retryExecution(step, run, policy)
}

/** True when a task that succeeds now was retried before, and its policy wants that to be seen. */
export function warnsOfRetry(step: Step, run: TaskRun): boolean {
  const node = nodeOf(step, run)
  return run.attempts.length > 1 && node !== null && retryPolicyOf(step.plan, node)?.warningOnRetry === true
}

function retryTask({ draft }: Step, run: TaskRun, policy: RetryPolicy): boolean {
  const tries = {
    count: run.attempts.length,
    firstBeganAt: run.attempts[0]?.histories[0]?.at ?? draft.now,
    now: draft.now,
  }
  const dueAt = nextTryAt(policy, tries, randomOf(`${run.id}:${run.attempts.length}`))
  if (dueAt === null) return false
  draft.enterTaskRun(run.id, 'FAILED', 'RETRYING')
  draft.updateTaskRun(run.id, { waiting: { kind: 'retry' } })
  const { tenant, executionId, id } = run
  draft.armTimer({ tenant, id, executionId, dueAt, purpose: { kind: 'retry', taskRunId: id } })
  if (draft.execution.state !== 'RUNNING') return true
  // At the top level nothing else runs, so that the execution looks as if it had failed (observed: re-*).
  if (run.parentId === null) draft.enter('FAILED')
  draft.enter('RETRYING')
  return true
}

/**
 * Ends the whole execution as RETRIED; a new one begins from the start when the time has come (observed: re-flow-newexec). Its
 * id is chosen here, so that beginning it again after a crash is harmless.
 */
function retryExecution(step: Step, run: TaskRun, policy: RetryPolicy): boolean {
  const { draft } = step
  const { execution } = draft
  const tries = { count: execution.attemptNumber, firstBeganAt: execution.originalCreatedAt, now: draft.now }
  const dueAt = nextTryAt(policy, tries, randomOf(`${execution.id}:${execution.attemptNumber}`))
  if (dueAt === null) return false
  killAwaitedChildren(step, BY_FLOW)
  draft.enterTaskRun(run.id, 'FAILED')
  endTaskRun(step, run.id, 'RETRIED')
  for (let id = run.parentId; id !== null; ) {
    const container: TaskRun = draft.taskRun(id)
    stopTaskRun(step, container, 'RETRIED', BY_FLOW)
    id = container.parentId
  }
  stopLiveTaskRuns(step, 'KILLED', BY_FLOW)
  if (run.parentId === null) draft.enter('FAILED')
  draft.enter('RETRIED')
  const { tenant, id } = execution
  const newExecutionId = draft.turn.ids.next()
  draft.armTimer({
    tenant,
    id: newExecutionId,
    executionId: id,
    dueAt,
    purpose: { kind: 'new-execution', newExecutionId },
  })
  disarmSlas(step)
  // Whoever waits for this execution goes on waiting: for the new one.
  draft.updateExecution({ endedAt: draft.now, progress: { ...draft.execution.progress, branch: 'done' } })
  return true
}

function randomOf(seed: string): () => number {
  return () => createSeededRandom(seed).next()
}

/** The time for another attempt has come. */
export function beginRetry(step: Step, taskRunId: string): void {
  const { draft } = step
  const run = draft.findTaskRun(taskRunId)
  if (run?.waiting?.kind !== 'retry' || run.state !== 'RETRYING' || isTerminated(draft.execution.state)) return
  draft.disarmTimer(run.id)
  draft.enterTaskRun(run.id, 'CREATED')
  draft.updateTaskRun(run.id, { waiting: null })
  if (draft.execution.state === 'RETRYING') draft.enter('RUNNING')
  step.agenda.push({ kind: 'dispatch', taskRunId: run.id })
}
