import { defineTask, p, parseByteSize, splitFile, TaskFailure } from '@countersign/plugin-sdk'

/** Splits a file into chunks of whole lines (engine.md 5.7; observed: st-files). */
export const split = defineTask({
  type: 'io.kestra.plugin.core.storage.Split',
  aliases: ['io.kestra.core.tasks.storages.Split'],
  title: 'Split a file',
  description: 'Splits a file into files of whole lines, by size, by number of files, or by number of lines.',
  properties: {
    from: p.string().mandatory().describe('Address of a stored file.'),
    bytes: p
      .string()
      .describe('A new file begins once the current one has this size, such as `10MB`. Goes before partitions.'),
    partitions: p.int({ min: 1 }).describe('Number of files; lines go round. Goes before rows.'),
    rows: p.int({ min: 1 }).describe('Lines of each file.'),
    separator: p.string().default('\n').describe('What ends a line.'),
  },
  async run(context, { from, bytes, partitions, rows, separator }) {
    const size = bytes === undefined ? undefined : sizeOf(bytes)
    const uris = await splitFile(context, from, {
      separator,
      ...(size === undefined ? {} : { bytes: size }),
      ...(partitions === undefined ? {} : { partitions }),
      ...(rows === undefined ? {} : { rows }),
    })
    return { outputs: { uris } }
  },
})

function sizeOf(text: string): number {
  const size = parseByteSize(text)
  if (size !== undefined && size > 0) return size
  throw TaskFailure.fatal(`\`bytes\` is no size: \`${text}\`. Write a number of bytes, or one with KB, MB or GB.`)
}
