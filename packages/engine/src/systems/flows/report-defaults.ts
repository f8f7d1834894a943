import { defaultProblems, type Logger, type PluginDefault, type TaskCatalogue } from '@countersign/core'

/** Says at start which of the server's plugin defaults name what their type does not have; they are left out of such tasks. */
export function reportDefaults(defaults: readonly PluginDefault[], catalogue: TaskCatalogue, logger: Logger): void {
  for (const item of defaults) {
    for (const { name, message } of defaultProblems(item, catalogue)) {
      logger.warn('A plugin default of the configuration is wrong', {
        type: item.type,
        property: name,
        reason: message,
      })
    }
  }
}
