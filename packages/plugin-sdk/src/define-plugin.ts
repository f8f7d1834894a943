import type { EffectTask, InlineTask } from './define-task.ts'
import type { PollingTriggerCode } from './define-trigger.ts'

/** The generation of this kit that a plugin was made with. It grows when plugins of the one before can no longer be run. */
export const PLUGIN_GENERATION = 1

/** What an npm package gives a server: the default export of its main module. */
export interface Plugin {
  readonly kind: 'countersign-plugin'
  readonly generation: number
  readonly title: string
  readonly description: string
  readonly tasks: readonly (EffectTask | InlineTask)[]
  readonly triggers: readonly PollingTriggerCode[]
}

type PluginDefinition = Pick<Plugin, 'title' | 'description'> & Partial<Pick<Plugin, 'tasks' | 'triggers'>>

/**
 * Declares a plugin. It is data: nothing is registered, and importing it must do nothing else.
 *
 * @example
 * ```ts
 * export default definePlugin({
 *   title: 'Weather',
 *   description: 'Asks the weather service.',
 *   tasks: [forecast],
 * })
 * ```
 */
export function definePlugin({ title, description, tasks = [], triggers = [] }: PluginDefinition): Plugin {
  return { kind: 'countersign-plugin', generation: PLUGIN_GENERATION, title, description, tasks, triggers }
}
