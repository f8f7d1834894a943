import {
  isMap,
  parseIon,
  readLines,
  type TaskContext,
  TaskFailure,
  type Value,
  type ValueMap,
} from '@countersign/plugin-sdk'

/** One record of a file. */
export interface Item {
  readonly value: Value
  /** As it was written, with a line feed at its end. */
  readonly text: string
}

/** A record that spans more than this is no record. */
const MAX_ITEM_LENGTH = 16 * 1024 * 1024

/**
 * The records of a file of text Ion or of JSON, mostly one on each line; a record may go over several lines.
 * @throws TaskFailure for what is neither
 */
export async function* readItems({ files }: Pick<TaskContext, 'files'>, uri: string): AsyncGenerator<Item> {
  let text = ''
  let line = 0
  for await (const next of readLines(await files.read(uri))) {
    line += 1
    text += `${next}\n`
    if (text.trim() === '') {
      text = ''
      continue
    }
    const values = parsed(text)
    if (values === null) {
      if (text.length > MAX_ITEM_LENGTH) throw unreadable(uri, line)
      continue
    }
    const [only] = values
    if (values.length === 1 && only !== undefined) yield { value: only, text }
    else
      throw TaskFailure.fatal(
        `Line ${line} of \`${uri}\` holds ${values.length} records; write each on a line of its own.`,
      )
    text = ''
  }
  if (text !== '') throw unreadable(uri, line)
}

/** What the expressions of a record see: its members, or `value` when it is no map. */
export function variablesOf({ value }: Item): ValueMap {
  return isMap(value) ? value : { value }
}

function parsed(text: string): readonly Value[] | null {
  try {
    const values = parseIon(text)
    return values.length === 0 ? null : values
  } catch {
    return null
  }
}

function unreadable(uri: string, line: number): TaskFailure {
  return TaskFailure.fatal(`\`${uri}\` cannot be read as records: what ends in line ${line} is neither Ion nor JSON.`)
}
