import { invariant } from '../../errors/invariant.ts'
import { messageOf } from '../../errors/message-of.ts'
import { taskFilesPrefix } from '../../files/file-uri.ts'
import type { Task } from '../../flow/flow.ts'
import { LITERAL_RENDERER } from '../../task/properties/property-builder.ts'
import { isList } from '../../task/properties/value-text.ts'
import { callOffJobs, endAttempt, startAttempt } from '../advance/attempts.ts'
import { nodeOf, type Step } from '../advance/step.ts'
import { endTaskRun } from '../advance/task-run-end.ts'
import { failTaskRun, failWork } from '../advance/work-end.ts'
import { askData } from '../context/data-question.ts'
import { startProgress } from '../final-state.ts'
import type { PlanNode } from '../plan.ts'
import type { Progress } from '../progress.ts'
import { isHeld, isToBeStarted, type State } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import {
  batchAt,
  failedBatchesAgain,
  isAnyRefused,
  isAnyRunning,
  iterationCounts,
  newBatches,
  nextBatch,
  stateOfBatches,
  withBatch,
} from './batch-letters.ts'
import type { Flowable } from './flowable.ts'
import { splitTaskId } from './for-each-item.ts'
import { ITEMS_PROPERTIES } from './for-each-item-types.ts'

/** Executions that are asked for and not there yet: enough to keep whoever creates them busy, and no burden to a row. */
const ASKED_AT_ONCE = 50

/**
 * Starts an execution for each batch of a ForEachItem and waits for their ends (engine.md 4.12; observed: fei-*). None waits for
 * another: how many run at once says the `concurrency` of their flow. A file without lines needs none: the task run is done
 * without an attempt.
 */
export const batches: Flowable = {
  start(step, run, node) {
    const again = batchesAgain(run, node)
    if (again !== null) return begin(step, run.id, again)
    let uris: readonly string[]
    try {
      uris = batchUris(step, run, node)
    } catch (error) {
      const message = `The batches of \`${run.taskId}\` cannot be read: ${messageOf(error)}`
      return failTaskRun(step, run.id, { kind: 'task', code: 'TASK_FAILED', message })
    }
    if (uris.length === 0) return endTaskRun(step, run.id, 'SUCCESS')
    step.draft.putLoopValues(run, uris)
    const states = newBatches(uris.length)
    const { length: round } = run.attempts
    begin(step, run.id, { ...startProgress('tasks'), values: uris.length, round, batches: states })
  },

  resume(step, run) {
    if (!isAnyRefused(progressOf(run).batches)) askForMore(step, run)
  },
}

/**
 * The progress with which a restart or a retry tries those batches again that did not go well, or all of them in executions of
 * their own. Asked twice, it says the same.
 */
export function batchesAgain(run: TaskRun, node: PlanNode): Progress | null {
  const { progress, attempts } = run
  if (progress?.batches === undefined) return null
  const { ready: _asked, ...kept } = progress
  if (restartBehaviorOf(node.task) === 'NEW_EXECUTION') {
    return { ...kept, next: 0, round: attempts.length, batches: newBatches(progress.batches.length) }
  }
  return { ...kept, next: 0, batches: failedBatchesAgain(progress.batches) }
}

/** The execution for a batch exists: the first one makes the task run RUNNING. */
export function batchStarted(
  step: Step,
  run: TaskRun,
  index: number,
  child: { readonly id: string; readonly namespace: string; readonly flowId: string },
): void {
  const { draft } = step
  if (!takeOffJob(step, run, index)) return
  if (isToBeStarted(run.state)) {
    draft.enterTaskRun(run.id, 'RUNNING')
    startAttempt(step, run.id)
  }
  const node = nodeOf(step, run)
  const link = `[[link execution="${child.id}" flowId="${child.flowId}" namespace="${child.namespace}"]]`
  draft.log(draft.taskRun(run.id), 'INFO', `Created new execution ${link}`, node?.task.logLevel)
  goOn(step, run.id, index, isOn(node, 'wait') ? 'RUNNING' : 'SUCCESS')
}

/** A batch got no execution: no further one begins, and the task run fails once those that run have ended. */
export function batchRefused(step: Step, run: TaskRun, index: number, message: string): void {
  if (!takeOffJob(step, run, index)) return
  const { draft } = step
  draft.log(null, 'ERROR', message)
  const progress = progressOf(draft.taskRun(run.id))
  if (isToBeStarted(run.state)) {
    callOffJobs(step, draft.taskRun(run.id))
    draft.updateTaskRun(run.id, { waiting: null, progress: withStates(progress, progress.batches, index) })
    return failWork(step, run.id, { kind: 'subflow', code: 'SUBFLOW_REFUSED', message })
  }
  draft.log(run, 'ERROR', message, nodeOf(step, run)?.task.logLevel)
  goOn(step, run.id, index, 'REFUSED')
}

/** The execution for a batch has ended. Its end counts once, also when it was restarted and ends again. */
export function batchEnded(step: Step, run: TaskRun, index: number, state: State): void {
  if (batchAt(progressOf(run).batches, index) === 'RUNNING') goOn(step, run.id, index, state)
}

/** Starts what can be started; everything that may ask for an answer has been asked. */
function begin(step: Step, taskRunId: string, progress: Progress): void {
  const run = step.draft.updateTaskRun(taskRunId, { progress, waiting: { kind: 'batches' } })
  showCounts(step, run)
  askForMore(step, run)
  endIfDone(step, taskRunId)
}

function goOn(step: Step, taskRunId: string, index: number, state: Parameters<typeof withBatch>[2]): void {
  const { draft } = step
  const before = progressOf(draft.taskRun(taskRunId))
  const states = withBatch(before.batches, index, state)
  const run = draft.updateTaskRun(taskRunId, { progress: { ...before, batches: states } })
  if (isAnyRefused(states)) {
    callOffJobs(step, run)
    draft.updateTaskRun(run.id, { progress: withStates(before, states) })
  } else askForMore(step, run)
  showCounts(step, draft.taskRun(taskRunId))
  endIfDone(step, taskRunId)
}

/** Takes the jobs off the list of those that are out. */
function withStates(progress: KnownProgress, states: string, refused?: number): Progress {
  const { ready: _asked, ...rest } = progress
  return { ...rest, batches: refused === undefined ? states : withBatch(states, refused, 'REFUSED') }
}

/** While the execution is held, by a person or at a breakpoint, no further execution begins. */
function askForMore(step: Step, run: TaskRun): void {
  const { draft } = step
  if (isHeld(draft.execution.state)) return
  const progress = progressOf(run)
  const ready = [...(progress.ready ?? [])]
  let { next } = progress
  while (ready.length < ASKED_AT_ONCE) {
    const index = nextBatch(progress.batches, next)
    if (index === null) {
      next = progress.batches.length
      break
    }
    next = index + 1
    ready.push(index)
    const { tenant, executionId, id: taskRunId } = run
    const { owner } = draft.turn
    draft.addJob({
      kind: 'start-child',
      tenant,
      executionId,
      taskRunId,
      attempt: index,
      owner,
      createdAt: draft.now,
    })
  }
  draft.updateTaskRun(run.id, { progress: { ...withStates(progress, progress.batches), next, ...orNone(ready) } })
}

function orNone(ready: readonly number[]): Pick<Progress, 'ready'> {
  return ready.length === 0 ? {} : { ready }
}

/** False when the job is not one of those that are out. */
function takeOffJob({ draft }: Step, run: TaskRun, index: number): boolean {
  const progress = progressOf(run)
  const { ready = [] } = progress
  if (!ready.includes(index)) return false
  draft.removeJob(run.id, index)
  const left = ready.filter((one) => one !== index)
  draft.updateTaskRun(run.id, { progress: { ...withStates(progress, progress.batches), ...orNone(left) } })
  return true
}

function endIfDone(step: Step, taskRunId: string): void {
  const { draft } = step
  const run = draft.taskRun(taskRunId)
  const { batches: states, ready = [] } = progressOf(run)
  const isOver = isAnyRefused(states) || nextBatch(states, 0) === null
  if (!isOver || ready.length > 0 || isAnyRunning(states)) return
  const state = stateOfBatches(states, isOn(nodeOf(step, run), 'transmitFailed'))
  if (isToBeStarted(run.state)) {
    draft.enterTaskRun(taskRunId, 'RUNNING')
    startAttempt(step, taskRunId)
  }
  endAttempt(step, taskRunId, state)
  endTaskRun(step, taskRunId, state)
}

/** Outputs that people can watch while the executions run (observed: fei-failed). */
function showCounts({ draft }: Step, run: TaskRun): void {
  const { batches: states } = progressOf(run)
  const prefix = taskFilesPrefix(draft.execution, run.taskId, run.id)
  draft.putOutputs(run, {
    numberOfBatches: states.length,
    iterations: iterationCounts(states),
    subflowOutputsBaseUri: prefix.replace(/^kestra:\/\//, '').replace(/\/$/, ''),
  })
}

type KnownProgress = Progress & { readonly batches: string }

function progressOf({ progress, taskId }: TaskRun): KnownProgress {
  invariant(progress?.batches !== undefined, `${taskId} has no batches`)
  return { ...progress, batches: progress.batches }
}

/** @throws PendingSignal; AppError for a file that cannot be read */
function batchUris(step: Step, run: TaskRun, node: PlanNode): readonly string[] {
  const { answers } = step.draft.turn
  const splits = outputsBeside(step, run, splitTaskId(node)).splits
  if (typeof splits !== 'string') throw new Error(`\`${splitTaskId(node)}\` has no output \`splits\``)
  const lines = askData(answers, 'fileLines', [splits])
  return isList(lines) ? lines.map(String).filter((line) => line !== '') : []
}

/** Outputs of the task in the same iteration as this one. @throws PendingSignal */
function outputsBeside({ draft }: Step, run: TaskRun, taskId: string) {
  const path = draft.valuePath(run)
  const known = draft.outputsAt(taskId, path)
  if (known !== undefined) return known?.outputs ?? {}
  const answer = askData(draft.turn.answers, 'outputsAt', [taskId, path])
  return typeof answer === 'object' && answer !== null && !isList(answer) ? (answer as Record<string, unknown>) : {}
}

function restartBehaviorOf(task: Task): 'RETRY_FAILED' | 'NEW_EXECUTION' {
  return ITEMS_PROPERTIES.restartBehavior.render(task.properties.restartBehavior, LITERAL_RENDERER, 'restartBehavior')
}

function isOn(node: PlanNode | null, name: 'wait' | 'transmitFailed'): boolean {
  return ITEMS_PROPERTIES[name].render(node?.task.properties[name], LITERAL_RENDERER, name)
}
