import { API_PREFIX } from '@countersign/contract'
import { AppError, type Execution, executionFilesPrefix, type FileStat, filePath, fileUri } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import { fileAnswer } from '../../app/file-answer.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { findExecution } from './find-execution.ts'
import { previewFile } from './preview-file.ts'

type FileHandlers = Pick<
  ResourceHandlers<'executions'>,
  'executions.file' | 'executions.fileMetas' | 'executions.filePreview'
>

interface FileCall {
  readonly tenant: string
  readonly params: { readonly executionId: string }
  readonly query: { readonly path?: string | undefined }
  readonly permit: (namespace: string) => void
}

/** Files that executions have stored (api.md 3.4; observed/api.md F65). */
export function createFileHandlers({ storage, files }: Pick<AppPorts, 'storage' | 'files'>): FileHandlers {
  const { executions } = storage

  /** The file of a call, or the other execution that it belongs to. */
  async function locate(call: FileCall): Promise<{ readonly uri: string } | { readonly owner: Execution }> {
    const execution = await findExecution(executions, call, call.params.executionId)
    const { path } = call.query
    if (path === undefined || path === '') {
      throw new AppError('REQUEST_MALFORMED', 'The query parameter `path` is missing; give it.')
    }
    const segments = filePath(path)
    const uri = fileUri(segments)
    if (uri.startsWith(executionFilesPrefix(execution))) return { uri }
    for (const [index, segment] of segments.entries()) {
      const id = segments[index + 1]
      if (segment !== 'executions' || id === undefined) continue
      const owner = await executions.find(call.tenant, id)
      if (owner !== null && uri.startsWith(executionFilesPrefix(owner))) return { owner }
    }
    throw new AppError('FILE_URI_INVALID', `Invalid prefix path: \`${path}\` is no file of execution ${execution.id}`)
  }

  async function statOf(call: FileCall): Promise<FileStat> {
    const found = await locate(call)
    if ('owner' in found) {
      const text = `The file belongs to execution ${found.owner.id}; ask that one for it`
      throw new AppError('FILE_URI_INVALID', text)
    }
    const stat = await files.stat(call.tenant, found.uri)
    if (stat !== null) return stat
    throw new AppError('FILE_NOT_FOUND', `There is no file \`${found.uri}\`; it was deleted, or never stored`)
  }

  return {
    async 'executions.file'(call) {
      const found = await locate(call)
      if ('owner' in found) {
        const { tenant, query } = call
        const path = encodeURIComponent(query.path ?? '')
        const location = `${API_PREFIX}/${tenant}/executions/${found.owner.id}/file?path=${path}`
        return { status: 301, headers: { location } }
      }
      const { uri, size } = await statOf(call)
      return fileAnswer(nameOf(uri), size, await files.open(call.tenant, uri))
    },
    async 'executions.fileMetas'(call) {
      const { size } = await statOf(call)
      return { status: 200, json: { size } }
    },
    async 'executions.filePreview'(call) {
      const { uri } = await statOf(call)
      const preview = await previewFile(nameOf(uri), await files.open(call.tenant, uri), call.query)
      return { status: 200, json: preview }
    },
  }
}

function nameOf(uri: string): string {
  return filePath(uri).at(-1) ?? ''
}
