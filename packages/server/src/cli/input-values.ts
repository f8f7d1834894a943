import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import type { InputValues } from '@countersign/contract/client'
import { messageOf } from '@countersign/core'
import { UsageError } from './console-io.ts'
import { parseAssignments } from './print.ts'

/** What `--input` takes, for the help. */
export const INPUT_FLAG = '-i, --input <name=value>'

/**
 * `--input` arguments as values of a form. As with curl, `name=@path` sends the file at that path; a text that begins with `@` is
 * written with two of them.
 *
 * @throws UsageError for what is no assignment, or a file that cannot be read
 */
export async function readInputValues(texts: readonly string[]): Promise<InputValues> {
  const given = parseAssignments(texts, '--input', (message) => {
    throw new UsageError(message)
  })
  const values = Object.entries(given).map(async ([name, text]): Promise<[string, string | Blob]> => {
    if (!text.startsWith('@')) return [name, text]
    if (text.startsWith('@@')) return [name, text.slice(1)]
    return [name, await fileAt(name, text.slice(1))]
  })
  return Object.fromEntries(await Promise.all(values))
}

async function fileAt(name: string, path: string): Promise<File> {
  try {
    return new File([await openAsBlob(path)], basename(path))
  } catch (error) {
    const text = `The file for --input ${name} cannot be read: ${messageOf(error)}. A text that begins with @ is written ${name}=@@…`
    throw new UsageError(text)
  }
}
