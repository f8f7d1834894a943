import { BY_FLOW } from '../../audit/event.ts'
import type { Failure } from '../../errors/failure.ts'
import { messageOf } from '../../errors/message-of.ts'
import type { ValueMap } from '../../json/value.ts'
import { renderProperties } from '../../task/property.ts'
import type { InlineContext, InlineResult, InlineTaskType } from '../../task/task-type.ts'
import { runsInDirectory } from '../flowables/working-directory-type.ts'
import { mergeLabels } from '../merge-labels.ts'
import type { PlanNode } from '../plan.ts'
import type { State } from '../state.ts'
import type { LogLevel, TaskRun } from '../task-run.ts'
import { startAttempt } from './attempts.ts'
import { endAtOnce } from './finish.ts'
import type { Step } from './step.ts'
import { killAwaitedChildren, stopLiveTaskRuns, stopTaskRun } from './stop.ts'
import { endWork } from './work-end.ts'

/** What came of the work of an inline task; `result` holds its outputs also when it failed. */
interface Outcome {
  readonly result: InlineResult
  readonly failure: Omit<Failure, 'retryable'> | null
}

interface Line {
  readonly level: LogLevel
  readonly message: string
}

/** Runs a task that only computes, from rendering to its end, in this one step. */
export function runInline(step: Step, run: TaskRun, node: PlanNode, type: InlineTaskType): void {
  const lines: Line[] = []
  const outcome = work(step, run, node, type, lines)
  const running = begin(step, run, node, type, outcome)
  for (const line of lines) step.draft.log(running, line.level, line.message, node.task.logLevel)
  const { result, failure } = outcome
  if (failure !== null) return fail(step, running, node, type, failure, result.outputs)
  changeExecution(step, result)
  if (result.exit !== undefined) return exit(step, run, result.exit)
  endWork(step, run.id, result.state ?? 'SUCCESS', result.outputs ?? {}, null)
}

/** Renders and runs the task; nothing of the execution has changed yet. */
function work(step: Step, run: TaskRun, node: PlanNode, type: InlineTaskType, lines: Line[]): Outcome {
  let input: Readonly<Record<string, unknown>>
  try {
    input = renderProperties(type.properties, node.task.properties, step.rendering(run))
  } catch (error) {
    return failed('expression', 'EXPRESSION_FAILED', messageOf(error))
  }
  const { now, execution } = step.draft
  const context: InlineContext = {
    now,
    variables: execution.variables,
    log: (level, message) => void lines.push({ level, message }),
  }
  try {
    const result = type.run(input, context)
    if (result.state !== 'FAILED') return { result, failure: null }
    return failed('task', 'TASK_FAILED', result.message ?? 'The task failed without a message', result)
  } catch (error) {
    return failed('task', 'TASK_FAILED', messageOf(error))
  }
}

function failed(kind: Failure['kind'], code: string, message: string, result: InlineResult = {}): Outcome {
  return { result, failure: { kind, code, message } }
}

/** What a task that a worker runs goes through; inside of a WorkingDirectory nobody submits it (observed: wd-*). */
export function statesToRunning(node: PlanNode): readonly State[] {
  return runsInDirectory(node) ? ['RUNNING'] : ['SUBMITTED', 'RUNNING']
}

/** Executor tasks have no SUBMITTED, and one that fails was never RUNNING (observed: la-task-int). */
function begin(step: Step, run: TaskRun, node: PlanNode, type: InlineTaskType, outcome: Outcome): TaskRun {
  if (type.inExecutor !== true) step.draft.enterTaskRun(run.id, ...statesToRunning(node))
  else if (outcome.failure === null) step.draft.enterTaskRun(run.id, 'RUNNING')
  else return run
  return startAttempt(step, run.id)
}

/** Kestra logs failures of executor tasks with the execution, not with the task (observed: la-task-int, va-set-nooverwrite). */
function fail(
  step: Step,
  run: TaskRun,
  node: PlanNode,
  type: InlineTaskType,
  failure: Omit<Failure, 'retryable'>,
  outputs: ValueMap = {},
): void {
  if (type.inExecutor === true) step.draft.log(null, 'ERROR', `\`${run.taskId}\` failed: ${failure.message}`)
  else step.draft.log(run, 'ERROR', failure.message, node.task.logLevel)
  endWork(step, run.id, 'FAILED', outputs, { ...failure, retryable: false })
}

function changeExecution(step: Step, { labels, variables }: InlineResult): void {
  const { draft } = step
  if (labels !== undefined) draft.updateExecution({ labels: mergeLabels(draft.execution.labels, labels) })
  if (variables === undefined) return
  const gone = new Set(variables.unset)
  const kept = Object.entries(draft.execution.variables).filter(([name]) => !gone.has(name))
  const set = Object.entries(variables.set ?? {})
  draft.updateExecution({ variables: Object.fromEntries([...kept, ...set]) })
}

/**
 * `Exit`: this task run, its ancestors and the execution end in the given state at once (observed: ex-*). What still runs
 * beside it is killed (deviation of ex-in-parallel: Kestra leaves it running).
 */
function exit(step: Step, run: TaskRun, state: NonNullable<InlineResult['exit']>): void {
  killAwaitedChildren(step, BY_FLOW)
  for (let id: string | null = run.id; id !== null; ) {
    const member: TaskRun = step.draft.taskRun(id)
    stopTaskRun(step, member, state, BY_FLOW)
    id = member.parentId
  }
  stopLiveTaskRuns(step, 'KILLED', BY_FLOW)
  endAtOnce(step, state)
}
