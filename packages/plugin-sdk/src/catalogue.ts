import {
  createTriggerCatalogue,
  type FlowableTaskType,
  type InlineTaskType,
  type TaskCatalogue,
  TRIGGER_TYPES,
} from '@countersign/core'
import type { EffectTask } from './define-task.ts'
import type { PollingTriggerCode } from './define-trigger.ts'

/** The task types of a server, with the code of those that a worker runs. */
export interface Catalogue extends TaskCatalogue {
  /** The effect task of a canonical name or alias; undefined when there is none, or when it is no effect task. */
  effect(type: string): EffectTask | undefined
  /** The code of a polling trigger, by canonical name or alias. */
  polling?(type: string): PollingTriggerCode | undefined
}

/** What a catalogue may have beside its tasks. */
export interface CatalogueExtras {
  /** Beside the triggers that the engine carries out itself. */
  readonly triggers?: readonly PollingTriggerCode[]
  /** Says why a type may be missing, such as a plugin that could not be loaded. */
  readonly explainUnknown?: (type: string) => string | undefined
}

/**
 * Puts types together; flowable tasks, and the triggers that the engine carries out itself, come from `core`.
 * @throws Error when a name or alias is taken twice: flows could not say which task they mean.
 */
export function createCatalogue(
  tasks: readonly (InlineTaskType | EffectTask | FlowableTaskType)[],
  { triggers = [], explainUnknown }: CatalogueExtras = {},
): Catalogue {
  const byName = new Map<string, InlineTaskType | EffectTask | FlowableTaskType>()
  for (const task of tasks) {
    for (const name of [task.type, ...task.aliases]) {
      const other = byName.get(name)
      if (other !== undefined) throw new Error(`Task type ${name} is declared by both ${other.type} and ${task.type}.`)
      byName.set(name, task)
    }
  }
  const listed = tasks.filter((task) => task.internal !== true)
  const explaining = explainUnknown === undefined ? {} : { explainUnknown }
  return {
    find: (type) => byName.get(type),
    list: () => listed,
    triggers: { ...createTriggerCatalogue([...TRIGGER_TYPES, ...triggers]), ...explaining },
    polling: (type) => triggers.find((trigger) => trigger.type === type || trigger.aliases.includes(type)),
    ...explaining,
    effect(type) {
      const task = byName.get(type)
      return task?.kind === 'effect' ? task : undefined
    },
  }
}
