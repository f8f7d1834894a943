import { STATES } from '../execution/state.ts'
import { LOG_LEVELS } from '../execution/task-run.ts'
import { p } from '../task/properties/p.ts'
import type { PropertyShape } from '../task/property.ts'

/** What all trigger types tell about themselves. */
interface TriggerTypeInfo {
  /** Canonical name, such as `io.kestra.plugin.core.trigger.Schedule`. */
  readonly type: string
  readonly aliases: readonly string[]
  readonly title: string
  readonly description: string
  /** All properties but `id`, `type` and `disabled`, those that every trigger has included. Unknown ones are refused. */
  readonly properties: PropertyShape
}

/**
 * A type of trigger. `schedule` and `dates` fire at instants, `polling` looks whether something is there, `webhook` is
 * called, and `flow` follows other executions. What is built in is carried out by the engine; a polling type has code of its
 * own, which only the worker knows.
 */
export interface TriggerType extends TriggerTypeInfo {
  readonly kind: 'schedule' | 'dates' | 'webhook' | 'flow' | 'polling'
}

/** The trigger types that a server knows. */
export interface TriggerCatalogue {
  /** By canonical name or alias. */
  find(type: string): TriggerType | undefined
  list(): readonly TriggerType[]
  /** Why a type that is not known may be missing, as a sentence for people. */
  explainUnknown?(type: string): string | undefined
}

/** Puts trigger types together. @throws Error when a name or alias is taken twice. */
export function createTriggerCatalogue(types: readonly TriggerType[]): TriggerCatalogue {
  const byName = new Map<string, TriggerType>()
  for (const type of types) {
    for (const name of [type.type, ...type.aliases]) {
      const other = byName.get(name)
      if (other !== undefined)
        throw new Error(`Trigger type ${name} is declared by both ${other.type} and ${type.type}.`)
      byName.set(name, type)
    }
  }
  return { find: (type) => byName.get(type), list: () => types }
}

/** Properties that every trigger has, beside `id`, `type`, `disabled` and `conditions` (engine.md 6.1, version-2.md). */
export const COMMON_TRIGGER_PROPERTIES = {
  description: p.string().static(),
  when: p
    .string()
    .static()
    .describe('An expression; the trigger does not fire when it renders to nothing or to `false`.'),
  labels: p
    .any()
    .static()
    .describe('Labels of the executions, as a map or a list of `key` and `value`; values may be expressions.'),
  stopAfter: p
    .list(p.enum(STATES))
    .static()
    .describe('The trigger is disabled once an execution of it ends in one of these states.'),
  allowConcurrent: p
    .boolean()
    .default(false)
    .static()
    .describe('Fire also while the execution started before has not ended.'),
  failOnTriggerError: p
    .boolean()
    .default(false)
    .static()
    .describe('Show a trigger that cannot start its execution as a failed execution.'),
  logLevel: p.enum(LOG_LEVELS).static(),
  minLogLevel: p.enum(LOG_LEVELS).static().describe('Older name of `logLevel`.'),
  logToFile: p.boolean().static(),
  version: p.string().static(),
} as const satisfies PropertyShape

/** Inputs of the executions that a trigger starts. */
export const TRIGGER_INPUTS = p.any().static().describe('Inputs of the execution; values may be expressions.')
