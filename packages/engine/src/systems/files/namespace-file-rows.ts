import { AppError, type AuditDraft, type Clock, type NamespaceFile, type NamespaceFileStore } from '@countersign/core'
import type { Committer } from '../commit/committer.ts'

/** Which files of a namespace a change is about; `audit` is sealed with it. */
export interface NamespaceFileTarget {
  readonly tenant: string
  readonly namespace: string
  readonly path: string
  readonly audit?: (at: number) => readonly AuditDraft[]
}

/** The rows behind the files of namespaces. */
export interface NamespaceFileRows {
  /** A file with all its versions, or a folder with all that is in it. */
  at(tenant: string, namespace: string, path: string): Promise<readonly NamespaceFile[]>
  /** A name is a file or a folder, never both: working directories are filled with these paths. @throws AppError FILE_URI_INVALID */
  assertFree(tenant: string, namespace: string, path: string): Promise<void>
  commit(target: NamespaceFileTarget, put: readonly NamespaceFile[], removed?: readonly NamespaceFile[]): Promise<void>
}

export function createNamespaceFileRows(options: {
  readonly namespaceFiles: NamespaceFileStore
  readonly committer: Pick<Committer, 'commit'>
  readonly clock: Clock
}): NamespaceFileRows {
  const { namespaceFiles: store, committer, clock } = options
  return {
    at: async (tenant, namespace, path) => [
      ...(await store.versions(tenant, namespace, path)),
      ...(await store.below(tenant, namespace, `${path}/`)),
    ],
    async assertFree(tenant, namespace, path) {
      const segments = path.split('/')
      for (let length = 1; length < segments.length; length += 1) {
        const parent = segments.slice(0, length).join('/')
        const found = await store.find(tenant, namespace, parent)
        if (found !== null) throw pathTaken(namespace, path, `\`${parent}\` is a file`)
      }
      if ((await store.below(tenant, namespace, `${path}/`)).length > 0) {
        throw pathTaken(namespace, path, 'it is a folder')
      }
    },
    async commit({ audit }, put, removed = []) {
      const deletions = removed.map(
        ({ tenant, namespace, path, version }) =>
          ({ kind: 'namespace-file-delete', tenant, namespace, path, version }) as const,
      )
      await committer.commit({
        guards: [],
        writes: [...deletions, ...put.map((row) => ({ kind: 'namespace-file-put', row }) as const)],
        audit: audit?.(clock.now()) ?? [],
      })
    },
  }
}

/** The refusal of a path that something else has. */
export function pathTaken(namespace: string, path: string, why: string): AppError {
  const text = `\`${path}\` of namespace \`${namespace}\` cannot be written: ${why}. Choose another path`
  return new AppError('FILE_URI_INVALID', text)
}
