import { assertNever } from '../../errors/invariant.ts'
import type { ExecutionEvent } from '../events.ts'
import { leavePause } from '../flowables/pause.ts'
import { childEnded, childRefused, childStarted } from '../flowables/subflow.ts'
import { mergeLabels } from '../merge-labels.ts'
import { isTerminated, isToBeStarted } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import { openJob } from './attempts.ts'
import { leaveBreakpoint } from './breakpoints.ts'
import { endAtOnce } from './finish.ts'
import { cancelExecution, killExecution } from './kill.ts'
import { endPauseByPerson, pauseByPerson } from './manual-pause.ts'
import { beginNextRound } from './next-round.ts'
import { pickUp } from './pick-up.ts'
import { beginRetry } from './retry.ts'
import { slaExpired } from './sla.ts'
import { leaveQueue, startExecution } from './start.ts'
import type { Step } from './step.ts'
import { endWork } from './work-end.ts'

/**
 * Takes one event into the draft. Total: an event that no longer fits (a late result, an answer to a settled gate, a child
 * that ended twice) changes nothing.
 */
export function takeEvent(step: Step, event: ExecutionEvent): void {
  switch (event.kind) {
    case 'start':
      return startExecution(step, event.refusal)
    case 'dequeued':
      return leaveQueue(step)
    case 'dequeued-to-end':
      return step.draft.execution.state === 'QUEUED' ? endAtOnce(step, event.state) : undefined
    case 'sla-expired':
      return slaExpired(step, event.slaId)
    case 'refused':
      return step.draft.execution.state === 'CREATED' ? endAtOnce(step, event.state) : undefined
    case 'continue':
      return pickUp(step)
    case 'kill':
      return killExecution(step, event.actor, event.origin)
    case 'pause':
      return pauseByPerson(step, event.actor, event.origin)
    case 'end-pause':
      return endPauseByPerson(step, event.actor, event.origin)
    case 'leave-breakpoint':
      return leaveBreakpoint(step, event)
    case 'labelled':
      return step.draft.updateExecution({ labels: mergeLabels(step.draft.execution.labels, event.labels) })
    case 'attempt-ended':
      return attemptEnded(step, event)
    case 'request-settled':
      return requestSettled(step, event)
    case 'child-started': {
      const run = waitingForChild(step, event.taskRunId, event.childId)
      if (run !== null && isToBeStarted(run.state)) {
        childStarted(step, run, { id: event.childId, namespace: event.namespace, flowId: event.flowId })
      }
      return
    }
    case 'retry-due':
      return beginRetry(step, event.taskRunId)
    case 'round-due':
      return beginNextRound(step, event.taskRunId)
    case 'child-refused': {
      const run = step.draft.findTaskRun(event.taskRunId)
      if (run !== undefined && isToBeStarted(run.state) && run.waiting?.kind === 'child')
        childRefused(step, run, event.message)
      return
    }
    case 'child-ended': {
      const { taskRunId, childId, originalId = childId } = event
      const run = waitingForChild(step, taskRunId, childId) ?? waitingForChild(step, taskRunId, originalId)
      if (run !== null) childEnded(step, run, event.childId, event.state, event.outputs)
      return
    }
    default:
      return assertNever(event)
  }
}

function attemptEnded(step: Step, event: Extract<ExecutionEvent, { kind: 'attempt-ended' }>): void {
  const { draft } = step
  const run = draft.findTaskRun(event.taskRunId)
  if (run === undefined) return
  const { state, outputs, failure, logs } = event.result
  if (run.state === 'RUNNING' && openJob(step, run) === event.attempt) {
    draft.removeJob(run.id, event.attempt)
    draft.appendLogs(logs)
    return endWork(step, run.id, state, outputs, failure)
  }
  // What was stopped has still done something: its log stays (observed: ki-after). Its result counts for nothing.
  const wasStopped = run.state === 'KILLED' || run.state === 'CANCELLED'
  if (wasStopped && run.attempts.length - 1 === event.attempt) draft.appendLogs(logs)
}

function requestSettled(step: Step, event: Extract<ExecutionEvent, { kind: 'request-settled' }>): void {
  const { draft } = step
  const run = draft.findTaskRun(event.taskRunId)
  if (run === undefined || run.waiting?.kind !== 'approval' || run.waiting.requestId !== event.requestId) return
  leavePause(step, run, event.settlement, event.resumeTo)
  if (event.resumeTo === 'CANCELLED') return cancelExecution(step, event.settlement.by, { door: event.settlement.door })
  if (draft.liveTaskRuns().some((other) => other.state === 'PAUSED')) return
  draft.enter('RESTARTED')
  draft.enter('RUNNING')
  pickUp(step)
}

function waitingForChild(step: Step, taskRunId: string, childId: string): TaskRun | null {
  const run = step.draft.findTaskRun(taskRunId)
  if (run === undefined || isTerminated(run.state)) return null
  return run.waiting?.kind === 'child' && run.waiting.executionId === childId ? run : null
}
