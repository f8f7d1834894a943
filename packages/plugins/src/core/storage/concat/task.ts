import { defineTask, p, type TaskContext } from '@countersign/plugin-sdk'

/** Puts files together (engine.md 5.7; observed: st-files). */
export const concat = defineTask({
  type: 'io.kestra.plugin.core.storage.Concat',
  aliases: ['io.kestra.core.tasks.storages.Concat'],
  title: 'Put files together',
  description: 'Stores the contents of several files, one after another, as one file.',
  properties: {
    files: p.list(p.string()).mandatory().describe('Addresses of stored files, in order; also as JSON text of a list.'),
    separator: p.string().default('').describe('A text that follows every file, the last one too.'),
    extension: p.string().default('.tmp').describe('How the name of the new file ends.'),
  },
  async run(context, { files, separator, extension }) {
    return { outputs: { uri: await context.files.write(`concat${extension}`, contents(context, files, separator)) } }
  },
})

async function* contents(
  { files }: TaskContext,
  uris: readonly string[],
  separator: string,
): AsyncGenerator<Uint8Array> {
  for (const uri of uris) {
    yield* await files.read(uri)
    if (separator !== '') yield Buffer.from(separator)
  }
}
