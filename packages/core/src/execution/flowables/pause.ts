import { openRequest } from '../../approval/open-request.ts'
import type { ApprovalRequest, Settlement } from '../../approval/request.ts'
import { BY_FLOW } from '../../audit/event.ts'
import { invariant } from '../../errors/invariant.ts'
import { messageOf } from '../../errors/message-of.ts'
import { LITERAL_RENDERER } from '../../task/properties/property-builder.ts'
import { endAttempt, startAttempt } from '../advance/attempts.ts'
import type { Draft } from '../advance/draft.ts'
import { nodeOf, type Step } from '../advance/step.ts'
import { endTaskRun, progressOf } from '../advance/task-run-end.ts'
import { failTaskRun } from '../advance/work-end.ts'
import { askData } from '../context/data-question.ts'
import { startProgress } from '../final-state.ts'
import type { PlanNode } from '../plan.ts'
import type { BranchName, Progress } from '../progress.ts'
import { resumedOutputs } from '../resumed-outputs.ts'
import { isTerminated, type State } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import type { Flowable } from './flowable.ts'
import { type GateTerms, renderGateTerms } from './gate-terms.ts'
import { PAUSE_PROPERTIES } from './types.ts'

/**
 * Asks people and waits (engine.md 4.13 with observed/engine.md). Starting makes the task run RUNNING; a step of its own then
 * opens the approval request and makes the task run and the execution PAUSED.
 */
export const pause: Flowable = {
  start(step, run) {
    step.draft.enterTaskRun(run.id, 'RUNNING')
    startAttempt(step, run.id)
    if (!isTerminated(step.draft.execution.state)) return step.agenda.push({ kind: 'pause', taskRunId: run.id })
    const message = `\`${run.taskId}\` cannot wait for an answer: the execution has ended; put it before \`afterExecution\``
    failTaskRun(step, run.id, { kind: 'task', code: 'PAUSE_AFTER_END', message })
  },
  resume(step, run) {
    if (run.waiting === null && run.state === 'RUNNING') step.agenda.push({ kind: 'pause', taskRunId: run.id })
  },
}

/** Opens the request of a Pause that was started. */
export function enterPause(step: Step, taskRunId: string): void {
  const { draft } = step
  const run = draft.taskRun(taskRunId)
  if (run.state !== 'RUNNING' || run.waiting !== null || run.progress !== null) return
  // At a breakpoint no gate asks; it does once the execution goes on.
  if (draft.execution.state === 'BREAKPOINT') return
  // Those that begin together with it begin first, even when they are too many for one step.
  if (isUnfolding(step, run)) return step.agenda.push({ kind: 'pause', taskRunId })
  const node = gateNode(step, run)
  const round = nextRound(step, run)
  let terms: GateTerms
  try {
    terms = renderGateTerms(node.task, step.rendering(run), draft.now)
  } catch (error) {
    const message = `\`${run.taskId}\` cannot ask: ${messageOf(error)}`
    return failTaskRun(step, taskRunId, { kind: 'expression', code: 'EXPRESSION_FAILED', message })
  }
  const { execution, turn, now } = draft
  const request = openRequest({ id: turn.ids.next(), execution, run, task: node.task, ...terms, round, now })
  draft.putRequest(request)
  draft.enterTaskRun(taskRunId, 'PAUSED')
  draft.updateTaskRun(taskRunId, { waiting: { kind: 'approval', requestId: request.id } })
  armDeadline(draft, request)
  if (execution.state !== 'PAUSED') {
    draft.enter('PAUSED')
    auditPaused(draft, run)
  }
  // Of several gates that wait at once, all must free the slot.
  const others = execution.state !== 'PAUSED' || execution.slotReleased
  draft.updateExecution({ slotReleased: others && releasesSlot(node) })
  auditRequested(draft, request)
  for (const { task } of node.branches.get('onPause') ?? []) {
    const { iterationKey } = run
    const made = draft.insertTaskRun({ taskId: task.id, parentId: run.id, iterationKey, value: null, iteration: null })
    step.agenda.push({ kind: 'dispatch', taskRunId: made.id })
  }
}

function releasesSlot({ task }: PlanNode): boolean {
  return PAUSE_PROPERTIES.releaseSlot.render(task.properties.releaseSlot, LITERAL_RENDERER, 'releaseSlot')
}

function isUnfolding(step: Step, { parentId }: TaskRun): boolean {
  const { unfolding, next } = progressOf(step, parentId)
  return unfolding === true && next > 0
}

/** Takes the settlement of a request: the Pause ends in `resumeTo`, or goes on with its (deprecated) `tasks`. */
export function leavePause(step: Step, run: TaskRun, settlement: Settlement, resumeTo: State): void {
  const { draft } = step
  draft.putOutputs(run, resumedOutputs(settlement, resumeTo))
  if (run.waiting?.kind === 'approval') draft.disarmTimer(run.waiting.requestId)
  draft.updateExecution({ attemptNumber: draft.execution.attemptNumber + 1 })
  draft.updateTaskRun(run.id, { waiting: null })
  const progress = progressAfter(gateNode(step, run), resumeTo)
  if (progress === null) {
    endAttempt(step, run.id, resumeTo)
    // Kestra does not apply allowFailure to a Pause that its deadline fails (observed: pa-fail-allow).
    return endTaskRun(step, run.id, resumeTo)
  }
  draft.enterTaskRun(run.id, 'RUNNING')
  draft.updateTaskRun(run.id, { progress })
  step.agenda.push({ kind: 'progress', taskRunId: run.id })
}

/**
 * What a gate still runs once it waits no more: its `tasks` when it was answered, its `errors` when its deadline failed it
 * (approvals.md 3.2), and in both cases its `finally`. How it ended counts like a first child. Null when there is nothing.
 */
function progressAfter({ branches }: PlanNode, resumeTo: State): Progress | null {
  const length = (name: BranchName) => branches.get(name)?.length ?? 0
  const start = startProgress('tasks')
  if (resumeTo === 'SUCCESS') return length('tasks') + length('finally') > 0 ? start : null
  if (resumeTo === 'CANCELLED') return null
  const runsErrors = resumeTo === 'FAILED' && length('errors') > 0
  return runsErrors || length('finally') > 0 ? { ...start, next: length('tasks'), counts: { [resumeTo]: 1 } } : null
}

/**
 * 1, and more when the gate was asked before: in this task run (as its history shows), or in one that a restart removed, of
 * which only the requests are left.
 */
function nextRound({ draft }: Step, run: TaskRun): number {
  const { histories } = draft.execution
  const here = run.histories.filter((entry) => entry.state === 'PAUSED').length
  const wasRestarted = histories.some(({ state }, at) => state === 'RESTARTED' && isEnd(histories[at - 1]?.state))
  if (!wasRestarted) return here + 1
  return Math.max(here, Number(askData(draft.turn.answers, 'rounds', [run.taskId, run.iterationKey]))) + 1
}

function isEnd(state: State | undefined): boolean {
  return state !== undefined && isTerminated(state)
}

function gateNode(step: Step, run: TaskRun): PlanNode {
  const node = nodeOf(step, run)
  invariant(node, `flow ${step.plan.flow.id} has no task ${run.taskId}, but execution ${run.executionId} runs it`)
  return node
}

function armDeadline(draft: Draft, { tenant, id, executionId, taskRunId, dueAt }: ApprovalRequest): void {
  if (dueAt === null) return
  draft.armTimer({ tenant, id, executionId, dueAt, purpose: { kind: 'pause-expires', taskRunId, requestId: id } })
}

function auditPaused(draft: Draft, run: TaskRun): void {
  const { id, namespace, flowId } = draft.execution
  draft.audit({
    ...BY_FLOW,
    action: 'execution.paused',
    target: { kind: 'execution', id, namespace },
    body: { flowId, taskId: run.taskId },
  })
}

function auditRequested(draft: Draft, request: ApprovalRequest): void {
  const { id, namespace, executionId, flowId, taskId, iterationKey, round, requester, dueAt } = request
  draft.audit({
    ...BY_FLOW,
    action: 'approval.requested',
    target: { kind: 'approval', id, namespace },
    body: { executionId, flowId, taskId, iterationKey, round, requester: requester.name, dueAt },
  })
}
