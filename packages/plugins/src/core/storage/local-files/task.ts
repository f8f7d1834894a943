import { captureOutputFiles, defineTask, p, putInputFiles } from '@countersign/plugin-sdk'

/** Puts files into the working directory, and stores files of it (engine.md 5.7). */
export const localFiles = defineTask({
  type: 'io.kestra.plugin.core.storage.LocalFiles',
  aliases: ['io.kestra.core.tasks.storages.LocalFiles'],
  title: 'Files of the working directory',
  description:
    'Writes files into the working directory and stores those that globs name. Of use inside of a WorkingDirectory; prefer its inputFiles and outputFiles.',
  properties: {
    inputs: p.map(p.string()).describe('Texts, or addresses of stored files, by the name that they get.'),
    outputs: p.texts().describe('Globs of the files to store.'),
  },
  async run(context, { inputs = {}, outputs = [] }) {
    await putInputFiles(context, inputs)
    return { outputs: { uris: await captureOutputFiles(context, outputs) } }
  },
})
