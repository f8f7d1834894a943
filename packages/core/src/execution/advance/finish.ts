import { messageOf } from '../../errors/message-of.ts'
import { coerceOutput } from '../../inputs/coerce-output.ts'
import type { Value, ValueMap } from '../../json/value.ts'
import { startProgress } from '../final-state.ts'
import type { State } from '../state.ts'
import type { Step } from './step.ts'

/**
 * Ends the execution: renders the flow's outputs, enters the terminal state, then runs `afterExecution`, which sees that state
 * and never changes it. Outputs that cannot be rendered fail the execution (observed L103: SUCCESS, then FAILED).
 */
export function finishExecution(step: Step, state: State): void {
  const { draft, plan } = step
  const rendered = renderOutputs(step)
  draft.enter(state)
  for (const warning of rendered.warnings) draft.log(null, 'WARN', warning)
  if (rendered.error !== null) {
    draft.log(null, 'ERROR', rendered.error)
    draft.enter('FAILED')
  } else if (rendered.outputs !== null) {
    draft.updateExecution({ outputs: rendered.outputs })
  }
  enterAfterExecution(step, plan.root.branches.afterExecution?.length ?? 0)
}

/** Ends the execution at once in `state`, without outputs, `errors` or `finally`: kill, cancel, `Exit`. */
export function endAtOnce(step: Step, ...states: readonly State[]): void {
  for (const state of states) step.draft.enter(state)
  enterAfterExecution(step, step.plan.root.branches.afterExecution?.length ?? 0)
}

/** Nothing is left to do: whoever waits for this execution is told. */
export function settleExecution(step: Step): void {
  const { execution } = step.draft
  if (execution.parent === null) return
  step.draft.send({
    executionId: execution.parent.executionId,
    news: {
      kind: 'child-ended',
      taskRunId: execution.parent.taskRunId,
      childId: execution.id,
      state: execution.state,
      outputs: execution.outputs,
    },
  })
}

function enterAfterExecution(step: Step, tasks: number): void {
  step.draft.updateExecution({ endedAt: step.draft.now })
  if (tasks === 0) {
    step.draft.updateExecution({ progress: { ...step.draft.execution.progress, active: 0 } })
    return settleExecution(step)
  }
  step.draft.updateExecution({ progress: startProgress('afterExecution') })
  step.agenda.push({ kind: 'progress', taskRunId: null })
}

interface RenderedOutputs {
  readonly outputs: ValueMap | null
  readonly warnings: readonly string[]
  readonly error: string | null
}

function renderOutputs(step: Step): RenderedOutputs {
  const declarations = step.plan.flow.outputs
  if (declarations.length === 0) return { outputs: null, warnings: [], error: null }
  const rendering = step.rendering(null)
  const outputs: Record<string, Value> = {}
  const warnings: string[] = []
  for (const declaration of declarations) {
    try {
      outputs[declaration.id] = coerceOutput(declaration, rendering.deep(declaration.value))
    } catch (error) {
      const reason = messageOf(error)
      if (declaration.required) {
        return { outputs: null, warnings, error: `The flow's output \`${declaration.id}\` cannot be made: ${reason}` }
      }
      warnings.push(`The optional output \`${declaration.id}\` is left out: ${reason}`)
    }
  }
  return { outputs, warnings, error: null }
}
