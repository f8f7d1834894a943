import type { ExecutionEvent } from '../../execution/events.ts'
import type { State } from '../../execution/state.ts'
import { afterTry, leaveGate, type Move, stopOthers } from './moves.ts'
import { type Reference, tolerated } from './reference.ts'
import { enter, isLive, type ReferenceRun, stateOf } from './reference-run.ts'

/** What an event changes at once. What no longer fits changes nothing. */
export function takeHappening(model: Reference, event: ExecutionEvent): void {
  const { root } = model
  switch (event.kind) {
    case 'start':
      if (stateOf(root) === 'CREATED') enter(root, 'RUNNING')
      return
    case 'continue':
      if (stateOf(root) === 'RESTARTED') enter(root, 'RUNNING')
      return
    case 'kill':
      return kill(model)
    case 'pause':
      if (stateOf(root) !== 'RUNNING') return
      model.noteBegun()
      return enter(root, 'PAUSED')
    case 'end-pause':
      if (stateOf(root) === 'PAUSED' && !anyPaused(model)) enter(root, 'RUNNING')
      return
    case 'attempt-ended': {
      const run = model.run(event.taskRunId)
      if (run?.task.kind !== 'work' || stateOf(run) !== 'RUNNING' || run.attempts !== event.attempt) return
      return apply(run, afterTry(model, run, event.result.state))
    }
    case 'request-settled': {
      const run = model.run(event.taskRunId)
      if (run?.task.kind === 'pause' && stateOf(run) === 'PAUSED') settle(model, run, event.resumeTo)
      return
    }
    case 'child-started': {
      const run = model.run(event.taskRunId)
      if (run?.child === 'asked for' && isLive(run)) begins(model, run)
      return
    }
    case 'child-refused': {
      const run = model.run(event.taskRunId)
      if (run?.child !== 'asked for' || !isLive(run)) return
      run.child = 'none'
      return apply(run, afterTry(model, run, 'FAILED'))
    }
    case 'child-ended': {
      const run = model.run(event.taskRunId)
      if (run !== undefined && run.child !== 'none' && isLive(run)) childEnded(model, run, event.state)
      return
    }
    case 'retry-due': {
      const run = model.run(event.taskRunId)
      if (run === undefined || stateOf(run) !== 'RETRYING' || !model.isAlive) return
      enter(run, 'CREATED')
      if (stateOf(root) === 'RETRYING') enter(root, 'RUNNING')
      return
    }
    case 'round-due':
      return nextRound(model, event.taskRunId)
    default:
      throw new Error(`The reference model knows nothing of ${event.kind}`)
  }
}

function apply(run: ReferenceRun, { enters, act }: Move): void {
  enter(run, ...enters)
  act?.()
}

function anyPaused(model: Reference): boolean {
  return model.runs.some((run) => stateOf(run) === 'PAUSED')
}

/** A gate that waits, not a loop between two rounds. */
function isGate(run: ReferenceRun): boolean {
  return run.task.kind === 'pause' && stateOf(run) === 'PAUSED'
}

/** With one gate RESTARTED shows on the way, with several it does not (observed L814). */
function kill(model: Reference): void {
  if (!model.isAlive) return
  const gates = model.runs.filter(isGate).length
  stopOthers(model, 'KILLED')
  if (gates > 0) model.attemptNumber++
  if (gates === 1) enter(model.root, 'RESTARTED')
  enter(model.root, 'KILLING')
  model.end('KILLED')
}

function settle(model: Reference, run: ReferenceRun, to: State): void {
  model.attemptNumber++
  leaveGate(run, to)
  if (to === 'CANCELLED') {
    stopOthers(model, 'CANCELLED')
    return model.end('CANCELLED')
  }
  if (anyPaused(model)) return
  enter(model.root, 'RESTARTED', 'RUNNING')
}

function begins(model: Reference, run: ReferenceRun): void {
  run.child = 'runs'
  enter(run, 'RUNNING')
  if (run.task.waits) return
  run.child = 'none'
  run.knowsChild = true
  apply(run, afterTry(model, run, 'SUCCESS'))
}

/** The child's state decides; a failure that is not passed on still shows in the history (observed L702). */
function childEnded(model: Reference, run: ReferenceRun, state: State): void {
  const { passesOn, allowFailure, allowWarning } = run.task
  run.child = 'none'
  run.knowsChild = true
  if (state === 'FAILED') enter(run, 'FAILED')
  if (passesOn && state === 'FAILED') return apply(run, afterTry(model, run, 'FAILED'))
  run.attempts++
  const passed = passesOn && (state === 'WARNING' || state === 'KILLED') ? state : 'SUCCESS'
  enter(run, tolerated(passed, allowFailure, allowWarning))
}

/** The interval of a loop is over. */
function nextRound(model: Reference, key: string): void {
  const run = model.run(key)
  if (run?.task.kind !== 'loopUntil' || stateOf(run) !== 'PAUSED') return
  run.isRoundDue = true
  enter(run, 'RUNNING')
  if (model.isFrozen && !anyPaused(model)) enter(model.root, 'RUNNING')
}
