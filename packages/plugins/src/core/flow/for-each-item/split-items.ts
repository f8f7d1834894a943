import {
  defineTask,
  FOR_EACH_ITEM_PARTS,
  isFileUri,
  parseByteSize,
  SPLIT_PROPERTIES,
  splitFile,
  TaskFailure,
} from '@countersign/plugin-sdk'

/** Splits the items into batches, and stores a file with one address a line (observed: fei-*). */
export const splitItems = defineTask({
  type: FOR_EACH_ITEM_PARTS.split.type,
  internal: true,
  title: 'Split the items',
  description: 'The part of a ForEachItem that splits its file into batches.',
  properties: SPLIT_PROPERTIES,
  async run(context, { items, batch }) {
    const uri = items.trim()
    if (!isFileUri(uri)) {
      const text = `The items cannot be split: ${described(uri)} is no address of a stored file`
      context.log('ERROR', text)
      throw TaskFailure.fatal(`${text}. Give the output of a task that stores a file, or an input of type FILE.`)
    }
    const { rows, bytes, partitions, separator } = batch
    const size = bytes === undefined ? undefined : sizeOf(bytes)
    const uris = await splitFile(context, uri, {
      rows,
      separator,
      ...(size === undefined ? {} : { bytes: size }),
      ...(partitions === undefined ? {} : { partitions }),
    })
    return { outputs: { splits: await context.files.write('splits.txt', uris.map((one) => `${one}\n`).join('')) } }
  },
})

function described(text: string): string {
  return text.length > 80 ? `a text of ${text.length} characters` : `\`${text}\``
}

function sizeOf(text: string): number {
  const size = parseByteSize(text)
  if (size !== undefined && size > 0) return size
  throw TaskFailure.fatal(`\`batch.bytes\` is no size: \`${text}\`. Write a number of bytes, or one with KB, MB or GB.`)
}
