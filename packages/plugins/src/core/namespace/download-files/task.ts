import { createPathFilter, defineTask, p } from '@countersign/plugin-sdk'

/** Copies files of a namespace to the execution (engine.md 5.8). */
export const downloadFiles = defineTask({
  type: 'io.kestra.plugin.core.namespace.DownloadFiles',
  title: 'Download files of a namespace',
  description: 'Stores copies of files of a namespace with the execution and gives their addresses by path.',
  properties: {
    namespace: p.string().mandatory(),
    files: p.texts().mandatory().describe('Paths or globs; one without a slash at its start counts at any depth.'),
    destination: p.string().default('').describe('Folder in which the copies are stored.'),
  },
  async run(context, { namespace, files, destination }) {
    const isWanted = createPathFilter(files)
    const copies: Record<string, string> = {}
    for (const { path } of await context.namespaceFiles.list(namespace)) {
      if (!isWanted(path)) continue
      const name = [destination, path]
        .join('/')
        .split('/')
        .filter((part) => part !== '')
        .join('/')
      copies[`/${name}`] = await context.files.write(name, await context.namespaceFiles.read(namespace, path))
    }
    context.metric('downloaded', 'counter', Object.keys(copies).length)
    return { outputs: { files: copies } }
  },
})
