import { defineTask, p, TaskFailure } from '@countersign/plugin-sdk'

/** Deletes a file (engine.md 5.7; observed: st-files). */
export const deleteFile = defineTask({
  type: 'io.kestra.plugin.core.storage.Delete',
  aliases: ['io.kestra.core.tasks.storages.Delete'],
  title: 'Delete a file',
  description: 'Deletes a file of the internal storage.',
  properties: {
    uri: p.string().mandatory().describe('Address of a stored file.'),
    errorOnMissing: p.boolean().default(false).describe('Fail when there is no such file.'),
  },
  async run({ files }, { uri, errorOnMissing }) {
    const deleted = await files.delete(uri)
    if (errorOnMissing && !deleted) {
      throw TaskFailure.fatal(`There is no file \`${uri}\` to delete.`, { code: 'FILE_NOT_FOUND' })
    }
    return { outputs: { uri, deleted } }
  },
})
