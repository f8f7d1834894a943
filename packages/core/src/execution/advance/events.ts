import { assertNever } from '../../errors/invariant.ts'
import type { ExecutionEvent } from '../events.ts'
import { leavePause } from '../flowables/pause.ts'
import { flowableOf } from '../flowables/registry.ts'
import { mergeLabels } from '../merge-labels.ts'
import { leaveBreakpoint } from './breakpoints.ts'
import { takeChildNews } from './child-news.ts'
import { endAtOnce } from './finish.ts'
import { cancelExecution, killExecution } from './kill.ts'
import { endPauseByPerson, pauseByPerson } from './manual-pause.ts'
import { endInterval } from './next-round.ts'
import { openJobs } from './open-jobs.ts'
import { pickUp } from './pick-up.ts'
import { beginRetry } from './retry.ts'
import { slaExpired } from './sla.ts'
import { leaveQueue, startExecution } from './start.ts'
import { nodeOf, type Step } from './step.ts'
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
    case 'child-started':
    case 'child-refused':
    case 'child-ended':
      return takeChildNews(step, event)
    case 'retry-due':
      return beginRetry(step, event.taskRunId)
    case 'round-due':
      return endInterval(step, event.taskRunId)
    default:
      return assertNever(event)
  }
}

function attemptEnded(step: Step, event: Extract<ExecutionEvent, { kind: 'attempt-ended' }>): void {
  const { draft } = step
  const run = draft.findTaskRun(event.taskRunId)
  if (run === undefined) return
  const { state, outputs, failure, logs } = event.result
  const node = nodeOf(step, run)
  if (run.state === 'RUNNING' && openJobs(node, run).includes(event.attempt)) {
    draft.removeJob(run.id, event.attempt)
    draft.appendLogs(logs)
    if (run.waiting?.kind === 'work') return flowableOf(node)?.workDone?.(step, run, event.result)
    return endWork(step, run.id, state, outputs, failure)
  }
  // What was stopped has still done something: its log stays (observed: ki-after). Its result counts for nothing.
  const wasStopped = run.state === 'KILLED' || run.state === 'CANCELLED'
  // Two phases of a container are two jobs of one attempt.
  const attempt = node?.type?.kind === 'flowable' ? Math.floor(event.attempt / 2) : event.attempt
  if (wasStopped && run.attempts.length - 1 === attempt) draft.appendLogs(logs)
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
