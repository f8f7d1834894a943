import { createWriteStream } from 'node:fs'
import { extname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { defineTask, p, TaskFailure, withScratchDirectory } from '@countersign/plugin-sdk'
import { linesBackwards } from './lines-backwards.ts'

/** Turns a file around, line by line (engine.md 5.7; observed: st-files). */
export const reverse = defineTask({
  type: 'io.kestra.plugin.core.storage.Reverse',
  aliases: ['io.kestra.core.tasks.storages.Reverse'],
  title: 'Reverse a file',
  description: 'Stores the lines of a file, the last one first.',
  properties: {
    from: p.string().mandatory().describe('Address of a stored file.'),
    separator: p.string().default('\n').describe('What ends a line.'),
    charset: p.string().default('UTF-8').describe('How the text of the file is encoded.'),
  },
  async run(context, { from, separator, charset }) {
    const end = encodedSeparator(separator, charset)
    return withScratchDirectory(context, async (directory) => {
      const copy = join(directory, 'forwards')
      await pipeline(Readable.from(await context.files.read(from)), createWriteStream(copy))
      const uri = await context.files.write(`reversed${extname(from)}`, linesBackwards(copy, end))
      return { outputs: { uri } }
    })
  },
})

const ENCODINGS: Readonly<Record<string, BufferEncoding>> = {
  'utf-8': 'utf8',
  utf8: 'utf8',
  'us-ascii': 'ascii',
  ascii: 'ascii',
  'iso-8859-1': 'latin1',
  latin1: 'latin1',
}

function encodedSeparator(separator: string, charset: string): Buffer {
  if (separator === '') throw TaskFailure.fatal('`separator` must not be empty.')
  const encoding = ENCODINGS[charset.trim().toLowerCase()]
  if (encoding !== undefined) return Buffer.from(separator, encoding)
  throw TaskFailure.fatal(`The charset \`${charset}\` is not known; use UTF-8, ISO-8859-1 or US-ASCII.`)
}
