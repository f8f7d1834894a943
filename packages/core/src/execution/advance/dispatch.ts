import { invariant } from '../../errors/invariant.ts'
import { messageOf } from '../../errors/message-of.ts'
import { flowableOf } from '../flowables/registry.ts'
import type { PlanNode } from '../plan.ts'
import { isHeld, isToBeStarted } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import { endAttempt, startAttempt } from './attempts.ts'
import { stopAtBreakpoint } from './breakpoints.ts'
import { runInline, statesToRunning } from './inline.ts'
import { nodeOf, type Step } from './step.ts'
import { endTaskRun } from './task-run-end.ts'
import { failTaskRun } from './work-end.ts'

/** Starts a task run that was created: `runIf` first, then by the kind of its type (engine.md 3.8). */
export function dispatch(step: Step, taskRunId: string): void {
  const run = step.draft.taskRun(taskRunId)
  if (!canDispatch(step, run) || stopAtBreakpoint(step, run)) return
  const node = nodeOf(step, run)
  invariant(node, `flow ${step.plan.flow.id} has no task ${run.taskId}, but execution ${run.executionId} runs it`)
  const { type } = node
  if (type === null) {
    const message = `This server has no task type \`${node.task.type}\`; install its plugin or change the task`
    return failTaskRun(step, run.id, { kind: 'plugin-unavailable', code: 'TASK_TYPE_UNKNOWN', message })
  }
  if (!mayRun(step, run, node)) return
  if (type.kind === 'inline') return runInline(step, run, node, type)
  if (type.kind === 'effect') return submit(step, run, node)
  const flowable = flowableOf(node)
  if (flowable !== undefined) return flowable.start(step, run, node)
  const message = `This version of the engine cannot carry out \`${type.type}\` yet`
  failTaskRun(step, run.id, { kind: 'plugin-unavailable', code: 'TASK_TYPE_UNKNOWN', message })
}

/** False for task runs that were started already, and while something holds the execution, but for what a gate runs then. */
export function canDispatch(step: Step, run: TaskRun): boolean {
  if (!isToBeStarted(run.state) || run.waiting !== null) return false
  return !isHeld(step.draft.execution.state) || nodeOf(step, run)?.branch === 'onPause'
}

/** False when `runIf` does not hold (the task run is then SKIPPED) or cannot be evaluated (FAILED, without an attempt). */
function mayRun(step: Step, run: TaskRun, node: PlanNode): boolean {
  if (node.task.runIf === undefined) return true
  try {
    if (step.rendering(run).condition(node.task.runIf)) return true
  } catch (error) {
    const message = `The runIf condition of \`${run.taskId}\` cannot be evaluated: ${messageOf(error)}`
    step.draft.log(run, 'ERROR', message, node.task.logLevel)
    endTaskRun(step, run.id, 'FAILED')
    return false
  }
  endAttempt(step, run.id, 'SKIPPED')
  endTaskRun(step, run.id, 'SKIPPED')
  return false
}

/** Hands a task with an effect to a worker: it is RUNNING once this turn is committed. */
function submit(step: Step, run: TaskRun, node: PlanNode): void {
  step.draft.enterTaskRun(run.id, ...statesToRunning(node))
  startAttempt(step, run.id)
  step.draft.addJob({
    kind: 'attempt',
    tenant: run.tenant,
    executionId: run.executionId,
    taskRunId: run.id,
    attempt: run.attempts.length,
    owner: step.draft.turn.owner,
    createdAt: step.draft.now,
  })
}
