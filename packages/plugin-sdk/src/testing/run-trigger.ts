import {
  PropertyError,
  type PropertyRenderer,
  propertyProblems,
  renderProperties,
  type ValueMap,
} from '@countersign/core'
import type { PollingTriggerCode, TriggerContext } from '../define-trigger.ts'
import { type Answers, createAnswerRenderer } from './answer-renderer.ts'

interface RunTriggerOptions {
  /** What expressions give, by the text between the braces. */
  readonly answers?: Answers
  /** Renders instead of `answers`, for a test that wants the language itself. */
  readonly renderer?: PropertyRenderer
  /** Judges conditions of the trigger's own; all hold when left out. */
  readonly holds?: (template: string, variables: ValueMap) => boolean
  /** Replaces parts of the context: services, signal, facts ... */
  readonly context?: Partial<TriggerContext>
}

/**
 * Lets a polling trigger look once, as the engine would. Gives what executions would see as `trigger`, or null; rejects with
 * what the trigger throws.
 *
 * @throws PropertyError when a flow with these properties could not be saved at all.
 */
export async function runTrigger(
  trigger: PollingTriggerCode,
  properties: ValueMap,
  options: RunTriggerOptions = {},
): Promise<ValueMap | null> {
  const { holds = () => true, renderer = createAnswerRenderer(options.answers ?? {}) } = options
  const problems = propertyProblems(trigger.properties, properties)
  if (problems.length > 0) throw new PropertyError(problems.map(({ message }) => message).join('\n'))
  const context: TriggerContext = {
    log: () => {},
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
    signal: new AbortController().signal,
    facts: { tenant: 'main', namespace: 'company.team', flowId: 'flow', flowRevision: 1, triggerId: 'trigger' },
    services: {},
    holds: async (template, variables) => holds(template, variables),
    ...options.context,
  }
  return trigger.evaluate(context, renderProperties(trigger.properties, properties, renderer))
}
