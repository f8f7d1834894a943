import type { FlowableTaskType, InlineTaskType, TaskCatalogue } from '@countersign/core'
import type { EffectTask } from './define-task.ts'

/** The task types of a server, with the code of those that a worker runs. */
export interface Catalogue extends TaskCatalogue {
  /** The effect task of a canonical name or alias; undefined when there is none, or when it is no effect task. */
  effect(type: string): EffectTask | undefined
}

/**
 * Puts task types together; flowable ones come from `core`.
 * `explainUnknown` says why a type may be missing, such as a plugin that could not be loaded.
 * @throws Error when a name or alias is taken twice: flows could not say which task they mean.
 */
export function createCatalogue(
  tasks: readonly (InlineTaskType | EffectTask | FlowableTaskType)[],
  explainUnknown?: (type: string) => string | undefined,
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
  return {
    find: (type) => byName.get(type),
    list: () => listed,
    ...(explainUnknown === undefined ? {} : { explainUnknown }),
    effect(type) {
      const task = byName.get(type)
      return task?.kind === 'effect' ? task : undefined
    },
  }
}
