import type { FilePreview } from '../executions/file-preview.ts'
import type { MetricEntry } from '../metrics/routes.ts'
import type { FileAttributes } from '../namespace-files/file-attributes.ts'
import type { PageResult } from './page-result.ts'
import { type CallOptions, pathOf, type Transport } from './transport.ts'

/** Files of executions and of namespaces, and what tasks measured. */
export interface FilesClient {
  /** A file that an execution has stored, by its `kestra:///` address. */
  download(executionId: string, path: string, options?: CallOptions): Promise<Blob>
  /** Bytes. */
  size(executionId: string, path: string, options?: CallOptions): Promise<number>
  preview(
    executionId: string,
    path: string,
    options?: CallOptions & { readonly maxRows?: number; readonly encoding?: string },
  ): Promise<FilePreview>
  metrics(
    executionId: string,
    options?: CallOptions & { readonly page?: number; readonly size?: number; readonly taskRunId?: string },
  ): Promise<PageResult<MetricEntry>>
  readonly namespace: NamespaceFilesClient
}

/** Files of namespaces. Paths may begin with a slash. */
export interface NamespaceFilesClient {
  read(namespace: string, path: string, options?: CallOptions & { readonly revision?: number }): Promise<Blob>
  /** Stores a new version. */
  write(namespace: string, path: string, content: Blob, options?: CallOptions): Promise<void>
  move(namespace: string, from: string, to: string, options?: CallOptions): Promise<void>
  /** Deletes a file with its versions, or a folder with all that is in it. */
  remove(namespace: string, path: string, options?: CallOptions): Promise<void>
  revisions(namespace: string, path: string, options?: CallOptions): Promise<readonly number[]>
  stats(namespace: string, path: string, options?: CallOptions): Promise<FileAttributes>
  list(namespace: string, folder: string, options?: CallOptions): Promise<readonly FileAttributes[]>
  makeFolder(namespace: string, path: string, options?: CallOptions): Promise<void>
  /** Paths that hold a text. */
  search(namespace: string, text: string, options?: CallOptions): Promise<readonly string[]>
}

const scope = 'tenant'

export function createFilesClient(transport: Transport): FilesClient {
  const file = (executionId: string, below = '') =>
    ({ method: 'GET', scope, path: pathOf`/executions/${executionId}/file` + below }) as const
  return {
    download: (executionId, path, options) => transport.blob({ ...file(executionId), query: { path }, ...options }),
    size: async (executionId, path, options) => {
      const request = { ...file(executionId, '/metas'), query: { path }, ...options }
      return (await transport.json<{ readonly size: number }>(request)).size
    },
    preview: (executionId, path, { maxRows, encoding, ...options } = {}) =>
      transport.json({ ...file(executionId, '/preview'), query: { path, maxRows, encoding }, ...options }),
    metrics: (executionId, { page, size, taskRunId, ...options } = {}) =>
      transport.json({
        method: 'GET',
        scope,
        path: pathOf`/metrics/${executionId}`,
        query: { page, size, taskRunId },
        ...options,
      }),
    namespace: createNamespaceFilesClient(transport),
  }
}

function createNamespaceFilesClient(transport: Transport): NamespaceFilesClient {
  const files = (namespace: string, below = '') =>
    ({ scope, path: pathOf`/namespaces/${namespace}/files` + below }) as const
  return {
    read: (namespace, path, { revision, ...options } = {}) =>
      transport.blob({ method: 'GET', ...files(namespace), query: { path, revision }, ...options }),
    write: (namespace, path, content, options) => {
      const form = new FormData()
      form.append('fileContent', content, path.split('/').at(-1) || 'file')
      return transport.send({
        method: 'POST',
        ...files(namespace),
        query: { path },
        body: { kind: 'form', form },
        ...options,
      })
    },
    move: (namespace, from, to, options) =>
      transport.send({ method: 'PUT', ...files(namespace), query: { from, to }, ...options }),
    remove: (namespace, path, options) =>
      transport.send({ method: 'DELETE', ...files(namespace), query: { path }, ...options }),
    revisions: async (namespace, path, options) => {
      const request = { method: 'GET', ...files(namespace, '/revisions'), query: { path }, ...options } as const
      return (await transport.json<readonly { readonly revision: number }[]>(request)).map(({ revision }) => revision)
    },
    stats: (namespace, path, options) =>
      transport.json({ method: 'GET', ...files(namespace, '/stats'), query: { path }, ...options }),
    list: (namespace, folder, options) =>
      transport.json({ method: 'GET', ...files(namespace, '/directory'), query: { path: folder }, ...options }),
    makeFolder: (namespace, path, options) =>
      transport.send({ method: 'POST', ...files(namespace, '/directory'), query: { path }, ...options }),
    search: (namespace, text, options) =>
      transport.json({ method: 'GET', ...files(namespace, '/search'), query: { q: text }, ...options }),
  }
}
