import {
  AppError,
  type Clock,
  type FileContent,
  type FileStorage,
  fileUri,
  type Ids,
  type NamespaceFile,
  type NamespaceFileStore,
} from '@countersign/core'
import type { NamespaceFileInfo, NamespaceFiles } from '@countersign/plugin-sdk'
import type { Committer } from '../commit/committer.ts'
import { createKeyedQueue } from '../keyed-queue.ts'
import { createNamespaceFileRows, type NamespaceFileTarget, pathTaken } from './namespace-file-rows.ts'
import { namespaceFileAddress, namespacePath } from './namespace-path.ts'
import { toContent } from './task-files.ts'

/** Files that namespaces keep: rows that name versions, whose contents are files of the internal storage. */
export interface NamespaceFileLibrary {
  /**
   * The storage's own URI of what `uri` names among the files of namespaces; null when it names something else.
   * @throws AppError FILE_NOT_FOUND, FILE_URI_INVALID
   */
  locate(tenant: string, namespace: string, uri: string): Promise<string | null>
  /** The newest version of a path, or `version`. @throws AppError FILE_NOT_FOUND, FILE_URI_INVALID */
  find(tenant: string, namespace: string, path: string, version?: number): Promise<NamespaceFile>
  /** Stores a new version. @throws AppError FILE_URI_INVALID */
  write(target: NamespaceFileTarget, content: FileContent | Uint8Array): Promise<NamespaceFile>
  /** Makes an empty folder; one that is there stays. @throws AppError FILE_URI_INVALID */
  makeFolder(target: NamespaceFileTarget): Promise<void>
  /** Deletes a file with its versions, or a folder with all that is in it; false when there was none. @throws AppError FILE_URI_INVALID */
  delete(target: NamespaceFileTarget): Promise<boolean>
  /** Gives a file or folder another path. @throws AppError FILE_NOT_FOUND, FILE_URI_INVALID when the new path is taken */
  move(target: NamespaceFileTarget, to: string): Promise<void>
  /** What tasks of a tenant may do with them. */
  ofTenant(tenant: string): NamespaceFiles
}

interface LibraryOptions {
  readonly files: FileStorage
  readonly namespaceFiles: NamespaceFileStore
  readonly committer: Pick<Committer, 'commit'>
  readonly ids: Ids
  readonly clock: Clock
}

/**
 * A content is stored before its row and deleted after it, so that a row never names a content that is not there; a crash in
 * between leaves a file that nobody names. Changes of one namespace go one after another.
 */
export function createNamespaceFileLibrary(options: LibraryOptions): NamespaceFileLibrary {
  const { find, write, remove, makeFolder, move } = createChanges(options)
  const { files, namespaceFiles: store } = options
  return {
    find,
    write,
    delete: remove,
    makeFolder,
    move,
    async locate(tenant, namespace, uri) {
      const address = namespaceFileAddress(uri, namespace)
      if (address === null) return null
      return (await find(tenant, address.namespace, address.path, address.version)).content
    },
    ofTenant: (tenant) => ({
      async list(namespace) {
        const rows = await store.list(tenant, namespace)
        return rows.filter(({ content }) => content !== '').map(toInfo)
      },
      read: async (namespace, path) => files.open(tenant, (await find(tenant, namespace, path)).content),
      write: async (namespace, path, content) => toInfo(await write({ tenant, namespace, path }, toContent(content))),
      delete: (namespace, path) => remove({ tenant, namespace, path }),
    }),
  }
}

function createChanges(options: LibraryOptions) {
  const { files, namespaceFiles: store, ids, clock } = options
  const rows = createNamespaceFileRows(options)
  const queue = createKeyedQueue()
  const inOrder = <T>({ tenant, namespace }: NamespaceFileTarget, work: () => Promise<T>) =>
    queue.run(`${tenant} ${namespace}`, work)

  async function find(tenant: string, namespace: string, given: string, version?: number): Promise<NamespaceFile> {
    const found = await store.find(tenant, namespace, namespacePath(given), version)
    if (found !== null) return found
    const which = version === undefined ? '' : `version ${version} of `
    throw new AppError('FILE_NOT_FOUND', `Namespace \`${namespace}\` has no ${which}file \`${given}\``)
  }

  async function write(target: NamespaceFileTarget, content: FileContent | Uint8Array): Promise<NamespaceFile> {
    const { tenant, namespace } = target
    const path = namespacePath(target.path)
    const stored = await files.put(tenant, fileUri([...namespace.split('.'), '_versions', ids.next()]), content)
    try {
      return await inOrder(target, async () => {
        await rows.assertFree(tenant, namespace, path)
        const version = ((await store.find(tenant, namespace, path))?.version ?? 0) + 1
        const { uri, size } = stored
        const row = { tenant, namespace, path, version, content: uri, size, createdAt: clock.now() }
        await rows.commit(target, [row])
        return row
      })
    } catch (error) {
      await files.delete(tenant, stored.uri)
      throw error
    }
  }

  async function remove(target: NamespaceFileTarget): Promise<boolean> {
    const { tenant, namespace } = target
    const path = namespacePath(target.path)
    return inOrder(target, async () => {
      const gone = await rows.at(tenant, namespace, path)
      if (gone.length === 0) return false
      await rows.commit(target, [], gone)
      for (const { content } of gone) if (content !== '') await files.delete(tenant, content)
      return true
    })
  }

  async function makeFolder(target: NamespaceFileTarget): Promise<void> {
    const { tenant, namespace } = target
    const path = `${namespacePath(target.path)}/`
    await inOrder(target, async () => {
      if ((await store.below(tenant, namespace, path)).length > 0) return
      await rows.assertFree(tenant, namespace, path)
      await rows.commit(target, [{ tenant, namespace, path, version: 1, content: '', size: 0, createdAt: clock.now() }])
    })
  }

  async function move(target: NamespaceFileTarget, to: string): Promise<void> {
    const { tenant, namespace } = target
    const [from, goal] = [namespacePath(target.path), namespacePath(to)]
    await inOrder(target, async () => {
      const moved = await rows.at(tenant, namespace, from)
      if (moved.length === 0) {
        throw new AppError('FILE_NOT_FOUND', `Namespace \`${namespace}\` has no file \`${target.path}\``)
      }
      if (`${goal}/`.startsWith(`${from}/`)) {
        throw pathTaken(namespace, goal, `it is \`${from}\` itself, or inside of it`)
      }
      await rows.assertFree(tenant, namespace, goal)
      const other = await store.find(tenant, namespace, goal)
      if (other !== null) throw pathTaken(namespace, goal, 'there is a file of that name')
      await rows.commit(
        target,
        moved.map((row) => ({ ...row, path: goal + row.path.slice(from.length) })),
        moved,
      )
    })
  }

  return { find, write, remove, makeFolder, move }
}

function toInfo({ path, size, version }: NamespaceFile): NamespaceFileInfo {
  return { path, size, version }
}
