import { isPendingSignal } from '@countersign/expression'
import { messageOf } from '../../errors/message-of.ts'
import type { Listener } from '../../flow/policies.ts'
import { LITERAL_RENDERER } from '../../task/properties/property-builder.ts'
import { anyCondition, type Condition, testConditions } from '../../trigger/conditions/condition-type.ts'
import { simpleConditions } from '../../trigger/conditions/registry.ts'
import { askData } from '../context/data-question.ts'
import { startProgress } from '../final-state.ts'
import type { Progress } from '../progress.ts'
import type { State } from '../state.ts'
import type { Step } from './step.ts'

const PREFIX = 'listener:'

/**
 * Goes on to the next listener whose conditions hold, in the order of the flow; false when there is none (engine.md 3.10; observed:
 * cd-listener). They come after `afterExecution`, and never change the state of the execution.
 */
export function enterNextListener(step: Step): boolean {
  const { draft, plan } = step
  const { branch, counts } = draft.execution.progress
  for (let index = placeAfter(branch); index < plan.flow.listeners.length; index++) {
    const listener = plan.flow.listeners[index]
    if (listener === undefined || !isMeant(step, listener)) continue
    draft.updateExecution({ progress: { ...startProgress(`${PREFIX}${index}`), counts } })
    step.agenda.push({ kind: 'progress', taskRunId: null })
    return true
  }
  return false
}

function placeAfter(branch: Progress['branch']): number {
  return branch.startsWith(PREFIX) ? Number(branch.slice(PREFIX.length)) + 1 : 0
}

/** Conditions that cannot be evaluated count as false, with a warning. */
function isMeant(step: Step, listener: Listener): boolean {
  const { draft, plan } = step
  try {
    const conditions = simpleConditions().render([...listener.conditions], LITERAL_RENDERER, 'conditions') ?? []
    return testConditions(conditions, {
      renderer: step.rendering(null),
      flow: plan.flow,
      execution: { ...draft.execution, attempts: attemptsFor(step, conditions) },
      isHoliday: () => {
        throw new Error('A listener cannot ask for holidays; give `afterExecution` a `runIf` with `isPublicHoliday()`')
      },
    })
  } catch (error) {
    if (isPendingSignal(error)) throw error
    draft.log(null, 'WARN', `The conditions of a listener cannot be evaluated: ${messageOf(error)}`)
    return false
  }
}

/** The engine answers `attempts` with a list of states for each task run. */
function attemptsFor({ draft }: Step, conditions: readonly Condition[]): readonly (readonly State[])[] {
  if (!anyCondition(conditions, (type) => type.needsAttempts)) return []
  const known = draft.everyTaskRun()
  if (known !== undefined) return known.map((run) => run.attempts.map((attempt) => attempt.state))
  return askData(draft.turn.answers, 'attempts', []) as unknown as readonly (readonly State[])[]
}
