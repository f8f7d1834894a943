import { createPathFilter, defineTask, p } from '@countersign/plugin-sdk'

/** Deletes files of a namespace (engine.md 5.8). */
export const deleteFiles = defineTask({
  type: 'io.kestra.plugin.core.namespace.DeleteFiles',
  title: 'Delete files of a namespace',
  description: 'Deletes files of a namespace, with all their versions.',
  properties: {
    namespace: p.string().mandatory(),
    files: p.texts().mandatory().describe('Paths or globs; one without a slash at its start counts at any depth.'),
    deleteParentFolder: p.boolean().default(true).describe('Accepted; a folder goes with the last file in it.'),
  },
  async run({ namespaceFiles, metric }, { namespace, files }) {
    const isWanted = createPathFilter(files)
    let deleted = 0
    for (const { path } of await namespaceFiles.list(namespace)) {
      if (isWanted(path) && (await namespaceFiles.delete(namespace, path))) deleted += 1
    }
    metric('deleted', 'counter', deleted)
    return {}
  },
})
