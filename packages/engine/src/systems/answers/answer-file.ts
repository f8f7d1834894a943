import {
  AppError,
  type Execution,
  type FileStorage,
  type HostAnswer,
  isAppError,
  isFileUri,
  type Value,
} from '@countersign/core'
import { type FileAccess, fileNotFound } from '../files/file-access.ts'
import type { NamespaceFileLibrary } from '../files/namespace-file-library.ts'
import { readText } from '../files/read-text.ts'

/** What an expression may read into a text: 10 MiB. */
const MAX_READ_BYTES = 10 * 1024 * 1024

export interface FileAnswerOptions {
  readonly files: FileStorage
  readonly access: FileAccess
  readonly namespaceFiles: NamespaceFileLibrary
}

type FileQuestion = 'read' | 'fileSize' | 'fileExists' | 'isFileEmpty'

/**
 * Answers what expressions ask of files: `read(path, namespace, version)` and the questions about size and being. A path is one of
 * a namespace file; a URI is of a file that the execution may read.
 */
export async function answerFile(
  kind: FileQuestion,
  options: FileAnswerOptions,
  execution: Execution,
  [namespace, path, version]: readonly Value[],
): Promise<HostAnswer> {
  const { files } = options
  const { tenant } = execution
  const name = String(path ?? '')
  try {
    const uri = await locate(options, execution, String(namespace ?? execution.namespace), name, version ?? null)
    if (kind === 'read') {
      return { ok: true, value: await readText(await files.open(tenant, uri), MAX_READ_BYTES, `The file \`${name}\``) }
    }
    const stat = await files.stat(tenant, uri)
    if (kind === 'fileExists') return { ok: true, value: stat !== null }
    if (stat === null) throw fileNotFound(name)
    return { ok: true, value: kind === 'fileSize' ? stat.size : stat.size === 0 }
  } catch (error) {
    if (!isAppError(error) || !error.code.startsWith('FILE_')) throw error
    const isAbsent = error.code === 'FILE_NOT_FOUND'
    if (isAbsent && kind === 'fileExists') return { ok: true, value: false }
    return { ok: false, message: error.message, ...(isAbsent ? { absent: true } : {}) }
  }
}

/** What a loop may go over that comes out of a file: 64 MiB. */
const MAX_LINES_BYTES = 64 * 1024 * 1024

/** The lines of a stored file that the execution may read, for loops that go over them. */
export async function answerFileLines(
  { files, access }: FileAnswerOptions,
  execution: Execution,
  [uri]: readonly Value[],
): Promise<HostAnswer> {
  const name = String(uri ?? '')
  try {
    const content = await files.open(execution.tenant, await access.assertReadable(execution, name))
    const lines = (await readText(content, MAX_LINES_BYTES, `The file \`${name}\``)).split('\n')
    if (lines.at(-1) === '') lines.pop()
    return { ok: true, value: lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) }
  } catch (error) {
    if (!isAppError(error) || !error.code.startsWith('FILE_')) throw error
    return { ok: false, message: error.message }
  }
}

/** The URI under which the storage itself has the file. */
async function locate(
  { access, namespaceFiles }: FileAnswerOptions,
  execution: Execution,
  namespace: string,
  name: string,
  version: Value,
): Promise<string> {
  if (isFileUri(name) || name.startsWith('nsfile://')) {
    const stored = await namespaceFiles.locate(execution.tenant, namespace, name)
    return stored ?? access.assertReadable(execution, name)
  }
  const wanted = version === null ? undefined : Number(version)
  if (wanted !== undefined && !Number.isSafeInteger(wanted)) {
    throw new AppError(
      'FILE_NOT_FOUND',
      `\`${String(version)}\` is no version of the file \`${name}\`; versions are numbers from 1`,
    )
  }
  return (await namespaceFiles.find(execution.tenant, namespace, name, wanted)).content
}
