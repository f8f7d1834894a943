import {
  AppError,
  executionFilesPrefix,
  type FileContent,
  type FileStorage,
  fileBelow,
  relativeSegments,
  type StoredLog,
  taskFilesPrefix,
} from '@countersign/core'
import { bytesOf } from '@countersign/core/testing'
import type { TaskFacts } from '../task-context.ts'
import type { ExecutionLogs, NamespaceFiles, TaskFiles } from '../task-files.ts'

const DEFAULT_TEXT_LIMIT = 10 * 1024 * 1024

/** Files of a task over a storage of the test; every file of the tenant may be read. */
export function createTestTaskFiles(storage: FileStorage, facts: TaskFacts): TaskFiles {
  const { tenant } = facts
  const execution = { namespace: facts.namespace, flowId: facts.flowId, id: facts.executionId }

  async function size(uri: string): Promise<number> {
    const stat = await storage.stat(tenant, uri)
    if (stat === null) throw new AppError('FILE_NOT_FOUND', `There is no file \`${uri}\``)
    return stat.size
  }

  return {
    async write(name, content) {
      const uri = fileBelow(taskFilesPrefix(execution, facts.taskId, facts.taskRunId), name)
      return (await storage.put(tenant, uri, toContent(content))).uri
    },
    read: (uri) => storage.open(tenant, uri),
    async readText(uri, maxBytes = DEFAULT_TEXT_LIMIT) {
      if ((await size(uri)) > maxBytes) {
        throw new AppError('FILE_TOO_LARGE', `The file \`${uri}\` is larger than ${maxBytes} bytes`)
      }
      return new TextDecoder().decode(await bytesOf(await storage.open(tenant, uri)))
    },
    size,
    exists: async (uri) => (await storage.stat(tenant, uri)) !== null,
    delete: (uri) => storage.delete(tenant, uri),
    async deleteAll() {
      const prefix = executionFilesPrefix(execution)
      const uris = (await storage.list(tenant, prefix)).map((file) => file.uri)
      await storage.deletePrefix(tenant, prefix)
      return uris
    },
  }
}

/** Namespace files that forget, with the versions counted. */
export function createMemoryNamespaceFiles(): NamespaceFiles {
  const files = new Map<string, { readonly bytes: Uint8Array; readonly version: number }>()
  const keyOf = (namespace: string, path: string) => `${namespace} ${relativeSegments(path).join('/')}`

  return {
    async list(namespace) {
      const own = [...files].filter(([key]) => key.startsWith(`${namespace} `)).sort(([a], [b]) => (a < b ? -1 : 1))
      return own.map(([key, { bytes, version }]) => ({
        path: key.slice(namespace.length + 1),
        size: bytes.length,
        version,
      }))
    },
    async read(namespace, path) {
      const file = files.get(keyOf(namespace, path))
      if (file === undefined) throw new AppError('FILE_NOT_FOUND', `Namespace \`${namespace}\` has no file \`${path}\``)
      return (async function* () {
        yield file.bytes
      })()
    },
    async write(namespace, path, content) {
      const key = keyOf(namespace, path)
      const bytes = await bytesOf(content)
      const version = (files.get(key)?.version ?? 0) + 1
      files.set(key, { bytes, version })
      return { path: key.slice(namespace.length + 1), size: bytes.length, version }
    },
    delete: async (namespace, path) => files.delete(keyOf(namespace, path)),
  }
}

/** Lines of the test, as if executions had written them. */
export function createTestExecutionLogs(lines: readonly StoredLog[]): ExecutionLogs {
  return {
    async *read({ executionId, levels, taskIds }) {
      for (const line of lines) {
        if (line.executionId !== executionId) continue
        if (levels !== undefined && !levels.includes(line.level)) continue
        if (taskIds !== undefined && (line.taskId === null || !taskIds.includes(line.taskId))) continue
        yield line
      }
    },
  }
}

function toContent(content: string | Uint8Array | FileContent): Uint8Array | FileContent {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}
