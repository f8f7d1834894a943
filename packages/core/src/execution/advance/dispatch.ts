import { messageOf } from '../../errors/message-of.ts'
import { renderProperties } from '../../task/property.ts'
import type { InlineResult, InlineTaskType } from '../../task/task-type.ts'
import { findFlowable } from '../flowables/registry.ts'
import { mergeLabels } from '../merge-labels.ts'
import type { PlanNode } from '../plan.ts'
import { isTerminated } from '../state.ts'
import type { LogLevel, TaskRun } from '../task-run.ts'
import { endAtOnce } from './finish.ts'
import { nodeOf, type Step } from './step.ts'
import { endAttempt, endTaskRun, endWork, failTaskRun, startAttempt } from './task-run-end.ts'

/** Starts a task run that was created: `runIf` first, then by the kind of its type (engine.md 3.8). */
export function dispatch(step: Step, taskRunId: string): void {
  const run = step.draft.taskRun(taskRunId)
  if (run.state !== 'CREATED' || run.waiting !== null || step.draft.execution.state === 'PAUSED') return
  const node = nodeOf(step, run)
  if (node === null || node.type === null) {
    const message = `This server has no task type \`${node?.task.type ?? run.taskId}\`; install its plugin or change the task`
    return failTaskRun(step, run.id, 'plugin-unavailable', 'TASK_TYPE_UNKNOWN', message)
  }
  if (!mayRun(step, run, node)) return
  if (node.type.kind === 'inline') return runInline(step, run, node, node.type)
  if (node.type.kind === 'effect') return submit(step, run)
  const flowable = findFlowable(node.type.type)
  if (flowable !== undefined) return flowable.start(step, run, node)
  failTaskRun(
    step,
    run.id,
    'plugin-unavailable',
    'TASK_TYPE_UNKNOWN',
    `The engine cannot carry out \`${node.type.type}\` yet`,
  )
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
  step.draft.updateTaskRun(run.id, { attempts: endAttempt(step, run, 'SKIPPED') })
  endTaskRun(step, run.id, 'SKIPPED')
  return false
}

/** Hands a task with an effect to a worker: it is RUNNING once this turn is committed. */
function submit(step: Step, run: TaskRun): void {
  step.draft.enterTaskRun(run.id, 'SUBMITTED', 'RUNNING')
  step.draft.updateTaskRun(run.id, { attempts: startAttempt(step, run) })
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

function runInline(step: Step, run: TaskRun, node: PlanNode, type: InlineTaskType): void {
  const lines: { readonly level: LogLevel; readonly message: string }[] = []
  let result: InlineResult
  let failure: string | null = null
  try {
    const input = renderProperties(type.properties, node.task.properties, step.rendering(run))
    const { now, execution } = step.draft
    const log = (level: LogLevel, message: string) => void lines.push({ level, message })
    result = type.run(input, { now, log, variables: execution.variables })
  } catch (error) {
    failure = messageOf(error)
    result = {}
  }
  const running = begin(step, run, type, failure !== null)
  for (const line of lines) step.draft.log(running, line.level, line.message, node.task.logLevel)
  if (failure !== null) return failTaskRun(step, run.id, 'task', 'TASK_FAILED', failure)
  apply(step, result)
  if (result.state === 'FAILED')
    return failTaskRun(step, run.id, 'task', 'TASK_FAILED', result.message ?? 'Task failure')
  if (result.exit !== undefined) return exit(step, run, result.exit)
  endWork(step, run.id, result.state ?? 'SUCCESS', result.outputs ?? {}, null)
}

/** Executor tasks have no SUBMITTED, and one that fails was never RUNNING (observed: la-task-int). */
function begin(step: Step, run: TaskRun, type: InlineTaskType, failed: boolean): TaskRun {
  if (type.inExecutor !== true) step.draft.enterTaskRun(run.id, 'SUBMITTED', 'RUNNING')
  else if (!failed) step.draft.enterTaskRun(run.id, 'RUNNING')
  else return run
  return step.draft.updateTaskRun(run.id, { attempts: startAttempt(step, run) })
}

function apply(step: Step, result: InlineResult): void {
  const { draft } = step
  if (result.labels !== undefined) draft.updateExecution({ labels: mergeLabels(draft.execution.labels, result.labels) })
  if (result.variables === undefined) return
  const gone = new Set(result.variables.unset ?? [])
  const kept = Object.entries(draft.execution.variables).filter(([name]) => !gone.has(name))
  draft.updateExecution({ variables: { ...Object.fromEntries(kept), ...(result.variables.set ?? {}) } })
}

/** `Exit`: this task run, its ancestors and the execution end in the given state at once (observed: ex-*). */
function exit(step: Step, run: TaskRun, state: NonNullable<InlineResult['exit']>): void {
  const chain: TaskRun[] = [run]
  for (let id = run.parentId; id !== null; id = step.draft.taskRun(id).parentId) chain.push(step.draft.taskRun(id))
  for (const member of chain) {
    const current = step.draft.taskRun(member.id)
    if (isTerminated(current.state)) continue
    step.draft.updateTaskRun(member.id, { attempts: endAttempt(step, current, state) })
    step.draft.enterTaskRun(member.id, state)
  }
  endAtOnce(step, state)
}
