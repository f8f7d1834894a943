import { assertNever } from '../../errors/invariant.ts'
import type { ExecutionEvent } from '../events.ts'
import { startProgress } from '../final-state.ts'
import { leavePause } from '../flowables/pause.ts'
import { findFlowable } from '../flowables/registry.ts'
import { childEnded, childRefused, childStarted } from '../flowables/subflow.ts'
import { isTerminated } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import { openJob } from './attempts.ts'
import { canProgress } from './containers.ts'
import { canDispatch } from './dispatch.ts'
import { cancelExecution, killExecution } from './kill.ts'
import { nodeOf, type Step } from './step.ts'
import { endWork } from './task-run-end.ts'

/**
 * Takes one event into the draft. Total: an event that no longer fits (a late result, an answer to a settled gate, a child
 * that ended twice) changes nothing.
 */
export function takeEvent(step: Step, event: ExecutionEvent): void {
  switch (event.kind) {
    case 'start':
      return start(step)
    case 'continue':
      return pickUp(step)
    case 'kill':
      return killExecution(step, event.actor, event.origin)
    case 'attempt-ended':
      return attemptEnded(step, event)
    case 'request-settled':
      return requestSettled(step, event)
    case 'child-started': {
      const run = waitingForChild(step, event.taskRunId, event.childId)
      if (run !== null && run.state === 'CREATED') {
        childStarted(step, run, { id: event.childId, namespace: event.namespace, flowId: event.flowId })
      }
      return
    }
    case 'child-refused': {
      const run = step.draft.findTaskRun(event.taskRunId)
      if (run !== undefined && run.state === 'CREATED' && run.waiting?.kind === 'child')
        childRefused(step, run, event.message)
      return
    }
    case 'child-ended': {
      const run = waitingForChild(step, event.taskRunId, event.childId)
      if (run !== null) childEnded(step, run, event.childId, event.state, event.outputs)
      return
    }
    default:
      return assertNever(event)
  }
}

function start(step: Step): void {
  if (step.draft.execution.state !== 'CREATED') return
  step.draft.enter('RUNNING')
  step.draft.updateExecution({ progress: startProgress('tasks') })
  step.agenda.push({ kind: 'progress', taskRunId: null })
}

/**
 * Finds everything that can go on: after a cut turn, after answers came, after the last gate was answered. Only what can go on
 * is put on the agenda, so that even a turn that is cut after its first step gets further.
 */
function pickUp(step: Step): void {
  const { draft, agenda } = step
  if (draft.execution.state === 'CREATED') return
  for (const run of draft.liveTaskRuns()) {
    if (canDispatch(step, run)) agenda.push({ kind: 'dispatch', taskRunId: run.id })
    else if (run.progress === null) findFlowable(nodeOf(step, run)?.type?.type ?? '')?.resume?.(step, run)
    else if (canProgress(step, run.id)) agenda.push({ kind: 'progress', taskRunId: run.id })
  }
  if (canProgress(step, null)) agenda.push({ kind: 'progress', taskRunId: null })
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
