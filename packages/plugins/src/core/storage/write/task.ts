import { defineTask, p } from '@countersign/plugin-sdk'

/** Writes a text into a file (engine.md 5.7; observed: st-files). */
export const write = defineTask({
  type: 'io.kestra.plugin.core.storage.Write',
  title: 'Write a file',
  description: 'Stores a text as a file of the internal storage and gives its address.',
  properties: {
    content: p.string().mandatory().describe('The text, stored in UTF-8; it may be empty.'),
    extension: p.string().default('').describe('How the name of the file ends, such as `.csv`.'),
  },
  async run({ files }, { content, extension }) {
    return { outputs: { uri: await files.write(`content${dotted(extension)}`, content) } }
  },
})

function dotted(extension: string): string {
  return extension === '' || extension.startsWith('.') ? extension : `.${extension}`
}
