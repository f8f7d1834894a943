import { defineTask } from '@countersign/plugin-sdk'

/** Deletes what the execution has stored (engine.md 5.7). */
export const purgeCurrentExecutionFiles = defineTask({
  type: 'io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles',
  aliases: ['io.kestra.core.tasks.storages.PurgeExecution', 'io.kestra.plugin.core.storage.PurgeExecution'],
  title: 'Delete the files of the execution',
  description:
    'Deletes all files that the running execution has stored: those of its inputs, its trigger and its tasks.',
  properties: {},
  run: async ({ files }) => ({ outputs: { uris: await files.deleteAll() } }),
})
