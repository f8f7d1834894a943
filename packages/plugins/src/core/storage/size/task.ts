import { defineTask, p } from '@countersign/plugin-sdk'

/** The size of a file (engine.md 5.7; observed: st-files). */
export const size = defineTask({
  type: 'io.kestra.plugin.core.storage.Size',
  aliases: ['io.kestra.core.tasks.storages.Size'],
  title: 'Size of a file',
  description: 'Gives the size of a file in bytes.',
  properties: { uri: p.string().mandatory().describe('Address of a stored file.') },
  run: async ({ files }, { uri }) => ({ outputs: { size: await files.size(uri) } }),
})
