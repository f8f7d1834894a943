import {
  type Execution,
  executionFilesPrefix,
  type FileContent,
  type FileStorage,
  fileBelow,
  type TaskRun,
  taskFilesPrefix,
} from '@countersign/core'
import type { TaskFiles } from '@countersign/plugin-sdk'
import { type FileAccess, fileNotFound } from './file-access.ts'
import type { NamespaceFileLibrary } from './namespace-file-library.ts'
import { readText } from './read-text.ts'

/** What a task may read into memory when it names no limit: 10 MiB. */
const DEFAULT_TEXT_BYTES = 10 * 1024 * 1024

interface TaskFilesOptions {
  readonly files: FileStorage
  readonly access: FileAccess
  readonly namespaceFiles: NamespaceFileLibrary
}

/** The files that one attempt works with. */
export function createTaskFiles(options: TaskFilesOptions, execution: Execution, run: TaskRun): TaskFiles {
  const { files, access, namespaceFiles } = options
  const { tenant } = execution

  /** The storage's own URI of a file that may be read: of an execution, or of a namespace file's newest version. */
  async function locate(uri: string): Promise<string> {
    const stored = await namespaceFiles.locate(tenant, execution.namespace, uri)
    return stored ?? access.assertReadable(execution, uri)
  }

  async function size(uri: string): Promise<number> {
    const stat = await files.stat(tenant, await locate(uri))
    if (stat === null) throw fileNotFound(uri)
    return stat.size
  }

  return {
    async write(name, content) {
      const uri = fileBelow(taskFilesPrefix(execution, run.taskId, run.id), name)
      return (await files.put(tenant, uri, toContent(content))).uri
    },
    read: async (uri) => files.open(tenant, await locate(uri)),
    readText: async (uri, maxBytes = DEFAULT_TEXT_BYTES) =>
      readText(await files.open(tenant, await locate(uri)), maxBytes, `The file \`${uri}\``),
    size,
    async exists(uri) {
      try {
        return (await files.stat(tenant, await locate(uri))) !== null
      } catch (error) {
        if (isNotFound(error)) return false
        throw error
      }
    },
    async delete(uri) {
      try {
        return await files.delete(tenant, await access.assertReadable(execution, uri))
      } catch (error) {
        if (isNotFound(error)) return false
        throw error
      }
    },
    async deleteAll() {
      const prefix = executionFilesPrefix(execution)
      const uris = (await files.list(tenant, prefix)).map((file) => file.uri)
      await files.deletePrefix(tenant, prefix)
      return uris
    },
  }
}

/** Texts are stored in UTF-8. */
export function toContent(content: string | Uint8Array | FileContent): Uint8Array | FileContent {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'FILE_NOT_FOUND'
}
