import { openRequest } from '../../approval/open-request.ts'
import type { ApprovalRequest, Settlement } from '../../approval/request.ts'
import { SYSTEM_ACTOR } from '../../audit/event.ts'
import { parseDuration } from '../../duration/duration.ts'
import { messageOf } from '../../errors/message-of.ts'
import type { Value, ValueMap } from '../../json/value.ts'
import type { Step } from '../advance/step.ts'
import { nodeOf } from '../advance/step.ts'
import { endAttempt, endTaskRun, failTaskRun, startAttempt } from '../advance/task-run-end.ts'
import { startProgress } from '../final-state.ts'
import { localDateTime } from '../local-date-time.ts'
import type { PlanNode } from '../plan.ts'
import type { State } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import type { Flowable } from './flowable.ts'

/**
 * Asks people and waits (engine.md 4.13 with observed/engine.md). Starting makes the task run RUNNING; a step of its own then
 * opens the approval request and makes the task run and the execution PAUSED.
 */
export const pause: Flowable = {
  start(step, run) {
    step.draft.enterTaskRun(run.id, 'RUNNING')
    step.draft.updateTaskRun(run.id, { attempts: startAttempt(step, run) })
    step.agenda.push({ kind: 'pause', taskRunId: run.id })
  },
  resume(step, run) {
    if (run.waiting === null && run.state === 'RUNNING') step.agenda.push({ kind: 'pause', taskRunId: run.id })
  },
}

/** Opens the request of a Pause that was started. */
export function enterPause(step: Step, taskRunId: string): void {
  const run = step.draft.taskRun(taskRunId)
  const node = nodeOf(step, run)
  if (node === null || run.state !== 'RUNNING') return
  let deadline: Deadline | null
  let form: ApprovalRequest['form']
  try {
    deadline = renderDeadline(step, node)
    form = renderChoices(step, run, node)
  } catch (error) {
    const message = `\`${run.taskId}\` cannot ask: ${messageOf(error)}`
    return failTaskRun(step, taskRunId, 'expression', 'EXPRESSION_FAILED', message)
  }
  const { draft } = step
  const request = openRequest({
    id: draft.turn.ids.next(),
    execution: draft.execution,
    run,
    task: node.task,
    form,
    deadline,
    now: draft.now,
  })
  draft.putRequest(request)
  draft.enterTaskRun(taskRunId, 'PAUSED')
  draft.updateTaskRun(taskRunId, { waiting: { kind: 'approval', requestId: request.id } })
  if (request.dueAt !== null) {
    draft.armTimer({
      tenant: request.tenant,
      id: request.id,
      executionId: request.executionId,
      dueAt: request.dueAt,
      purpose: { kind: 'pause-expires', taskRunId, requestId: request.id },
    })
  }
  if (draft.execution.state !== 'PAUSED') {
    draft.enter('PAUSED')
    auditPaused(step, run)
  }
  auditRequested(step, request)
}

/** Takes the settlement of a request: the Pause ends in `resumeTo`, or goes on with its (deprecated) `tasks`. */
export function leavePause(step: Step, run: TaskRun, settlement: Settlement, resumeTo: State): void {
  const { draft } = step
  const children = nodeOf(step, run)?.branches.tasks ?? []
  draft.putOutputs(run, resumedOutputs(settlement, resumeTo))
  if (run.waiting?.kind === 'approval') draft.disarmTimer(run.waiting.requestId)
  draft.updateExecution({ attemptNumber: draft.execution.attemptNumber + 1 })
  draft.updateTaskRun(run.id, { waiting: null })
  if (resumeTo === 'SUCCESS' && children.length > 0) {
    draft.enterTaskRun(run.id, 'RUNNING')
    draft.updateTaskRun(run.id, { progress: startProgress('tasks') })
    step.agenda.push({ kind: 'progress', taskRunId: run.id })
  } else {
    draft.updateTaskRun(run.id, { attempts: endAttempt(step, run, resumeTo) })
    // Kestra does not apply allowFailure to a Pause that its deadline fails (observed: pa-fail-allow).
    endTaskRun(step, run.id, resumeTo)
  }
}

/** Kestra's outputs of a Pause; `by` always names who answered (Kestra's open edition leaves it out). */
export function resumedOutputs(settlement: Settlement, to: State | 'KILLING'): ValueMap {
  const resumed: Record<string, Value> = {
    by: settlement.by.kind === 'system' ? null : settlement.by.name,
    on: localDateTime(settlement.at),
    to,
  }
  if (resumed.by === null) delete resumed.by
  return settlement.inputs === null ? { resumed } : { onResume: settlement.inputs, resumed }
}

/** How long a Pause waits and what then happens. */
export interface Deadline {
  readonly dueAt: number
  readonly behavior: NonNullable<ApprovalRequest['onDeadline']>
}

/** `pauseDuration` (or its old name `delay`) with `behavior`; `timeout` alone fails the Pause (engine.md 4.13). */
function renderDeadline(step: Step, node: PlanNode): Deadline | null {
  const { properties, timeout } = node.task
  const rendering = step.rendering(null)
  const duration = properties.pauseDuration ?? properties.delay
  if (duration !== undefined && duration !== null) {
    const behavior = rendering.text(String(properties.behavior ?? 'RESUME')).toUpperCase()
    if (behavior !== 'RESUME' && behavior !== 'WARN' && behavior !== 'FAIL' && behavior !== 'CANCEL') {
      throw new Error(`behavior is \`${behavior}\`; use RESUME, WARN, FAIL or CANCEL`)
    }
    return { dueAt: step.draft.now + parseDuration(rendering.text(String(duration))), behavior }
  }
  if (timeout === undefined) return null
  return { dueAt: step.draft.now + parseDuration(rendering.text(timeout)), behavior: 'FAIL' }
}

/** Computes the choices that do not depend on other answers, so that the request shows them as they are now. */
function renderChoices(step: Step, run: TaskRun, node: PlanNode): ApprovalRequest['form'] {
  const rendering = step.rendering(run)
  return (node.task.onResume ?? []).map((input) => {
    if (input.expression === undefined || input.dependsOn !== undefined) return input
    const choices = rendering.typed(input.expression)
    if (!Array.isArray(choices)) throw new Error(`the expression of \`${input.id}\` does not give a list of choices`)
    const { expression: _computed, ...rest } = input
    return { ...rest, values: choices.filter((choice) => choice !== null).map(String) }
  })
}

function auditPaused(step: Step, run: TaskRun): void {
  const { execution } = step.draft
  step.draft.audit({
    actor: SYSTEM_ACTOR,
    action: 'execution.paused',
    target: { kind: 'execution', id: execution.id, namespace: execution.namespace },
    origin: { door: 'flow' },
    body: { flowId: execution.flowId, taskId: run.taskId },
  })
}

function auditRequested(step: Step, request: ApprovalRequest): void {
  step.draft.audit({
    actor: SYSTEM_ACTOR,
    action: 'approval.requested',
    target: { kind: 'approval', id: request.id, namespace: request.namespace },
    origin: { door: 'flow' },
    body: {
      executionId: request.executionId,
      flowId: request.flowId,
      taskId: request.taskId,
      iterationKey: request.iterationKey,
      round: request.round,
      requester: request.requester.name,
      dueAt: request.dueAt,
    },
  })
}
