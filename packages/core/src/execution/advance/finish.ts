import { BY_FLOW } from '../../audit/event.ts'
import { messageOf } from '../../errors/message-of.ts'
import { coerceOutput } from '../../inputs/coerce-output.ts'
import type { Value, ValueMap } from '../../json/value.ts'
import { startProgress } from '../final-state.ts'
import { isTerminated, type State } from '../state.ts'
import { enterNextListener } from './listeners.ts'
import { disarmSlas } from './sla-timers.ts'
import { branchOf, nodeOf, type Step } from './step.ts'
import { stopTaskRun } from './stop.ts'

/**
 * Ends the execution: renders the flow's outputs, enters the terminal state, then runs `afterExecution`, which sees that state
 * and never changes it. Outputs that cannot be rendered fail the execution (observed L103: SUCCESS, then FAILED). An execution
 * that ends because a child was killed has no outputs, like one that is killed itself (observed: ki-after).
 */
export function finishExecution(step: Step, state: State): void {
  if (state === 'KILLED') return endAtOnce(step, state)
  const { draft } = step
  const { outputs, warnings, errors } = renderOutputs(step)
  draft.enter(state)
  for (const warning of warnings) draft.log(null, 'WARN', warning)
  for (const error of errors) draft.log(null, 'ERROR', error)
  if (errors.length > 0) draft.enter('FAILED')
  else draft.updateExecution({ outputs })
  enterAfterExecution(step)
}

/**
 * Ends the execution at once, through `states`, without outputs, `errors` or `finally`: kill, cancel, `Exit`. One that has
 * ended already keeps its state, and nothing more of `afterExecution` runs.
 */
export function endAtOnce(step: Step, ...states: readonly State[]): void {
  if (isTerminated(step.draft.execution.state)) return leaveRest(step)
  for (const state of states) step.draft.enter(state)
  enterAfterExecution(step)
}

/** Passes over what is left of the list that runs after the end, to the listeners if there are any. */
function leaveRest(step: Step): void {
  if (step.plan.flow.listeners.length === 0) return settleExecution(step)
  const { progress } = step.draft.execution
  const next = branchOf(step, null, progress.branch).length
  step.draft.updateExecution({ progress: { ...progress, next } })
  step.agenda.push({ kind: 'progress', taskRunId: null })
}

/**
 * Listeners run, and when nothing is left to do, whoever waits for this execution is told, once.
 *
 * @throws PendingSignal when a condition of a listener needs an answer: only for a step that can be repeated.
 */
export function settleExecution(step: Step): void {
  const { draft } = step
  if (enterNextListener(step)) return
  const { execution } = draft
  draft.updateExecution({ progress: { ...execution.progress, branch: 'done' } })
  if (execution.parent === null) return
  draft.send({
    executionId: execution.parent.executionId,
    news: {
      kind: 'child-ended',
      taskRunId: execution.parent.taskRunId,
      childId: execution.id,
      ...(execution.originalId === execution.id ? {} : { originalId: execution.originalId }),
      state: execution.state,
      outputs: execution.outputs,
    },
  })
}

function enterAfterExecution(step: Step): void {
  const { draft, plan } = step
  draft.updateExecution({ endedAt: draft.now })
  disarmSlas(step)
  dropTasksOfGates(step)
  // Conditions of listeners may ask, and what has ended the execution cannot be repeated: they are read in a step of their own.
  const isOver = branchOf(step, null, 'afterExecution').length === 0 && plan.flow.listeners.length === 0
  if (isOver) return settleExecution(step)
  const { counts } = draft.execution.progress
  draft.updateExecution({ progress: { ...startProgress('afterExecution'), counts } })
  step.agenda.push({ kind: 'progress', taskRunId: null })
}

/** What a gate runs when it begins to wait may outlast the execution while it runs, but does not begin any more. */
function dropTasksOfGates(step: Step): void {
  for (const run of step.draft.liveTaskRuns()) {
    if (nodeOf(step, run)?.branch === 'onPause' && run.state !== 'RUNNING') stopTaskRun(step, run, 'CANCELLED', BY_FLOW)
  }
}

interface RenderedOutputs {
  /** Null when the flow declares none. */
  readonly outputs: ValueMap | null
  readonly warnings: readonly string[]
  /** One for each required output that cannot be made. */
  readonly errors: readonly string[]
}

function renderOutputs(step: Step): RenderedOutputs {
  const declarations = step.plan.flow.outputs
  const rendering = step.rendering(null)
  const { encrypt } = step.draft.turn
  const sealing = encrypt === undefined ? {} : { encrypt }
  const outputs = new Map<string, Value>()
  const warnings: string[] = []
  const errors: string[] = []
  for (const declaration of declarations) {
    try {
      outputs.set(declaration.id, coerceOutput(declaration, rendering.deep(declaration.value), sealing))
    } catch (error) {
      const reason = messageOf(error)
      if (declaration.required) errors.push(`The flow's output \`${declaration.id}\` cannot be made: ${reason}`)
      else warnings.push(`The optional output \`${declaration.id}\` is left out: ${reason}`)
    }
  }
  return { outputs: declarations.length === 0 ? null : Object.fromEntries(outputs), warnings, errors }
}
