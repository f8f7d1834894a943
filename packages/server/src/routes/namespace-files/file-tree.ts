import type { FileAttributes } from '@countersign/contract'
import type { NamespaceFile } from '@countersign/core'

/** Name of the root in attributes, as Kestra has it. */
const ROOT_NAME = '_files'

/** The files of a namespace as a tree: folders are there because something is in them, or because somebody made them. */
export interface FileTree {
  /** Attributes of a file or folder by path (without a slash at its start; empty for the root); null when there is none. */
  stats(path: string): FileAttributes | null
  /** What is in a folder, by name; null when there is no such folder. */
  list(folder: string): readonly FileAttributes[] | null
}

/**
 * @param newest the newest version of every path
 * @param now time of a root in which nothing is
 */
export function createFileTree(newest: readonly NamespaceFile[], now: number): FileTree {
  const below = (folder: string) => newest.filter(({ path }) => path.startsWith(folder))

  function folderAttributes(path: string): FileAttributes | null {
    const inside = below(path === '' ? '' : `${path}/`)
    if (path !== '' && inside.length === 0) return null
    const times = inside.map((file) => file.createdAt)
    return {
      type: 'Directory',
      size: 0,
      fileName: path === '' ? ROOT_NAME : lastPart(path),
      lastModifiedTime: times.length === 0 ? now : Math.max(...times),
      creationTime: times.length === 0 ? now : Math.min(...times),
      metadata: {},
    }
  }

  function stats(path: string): FileAttributes | null {
    const file = newest.find((one) => one.path === path)
    return file === undefined ? folderAttributes(path) : fileAttributes(file)
  }

  return {
    stats,
    list(folder) {
      if (stats(folder)?.type !== 'Directory') return null
      const prefix = folder === '' ? '' : `${folder}/`
      const names = below(prefix).map(({ path }) => path.slice(prefix.length).split('/')[0] ?? '')
      return [...new Set(names)]
        .filter((name) => name !== '')
        .sort()
        .flatMap((name) => stats(prefix + name) ?? [])
    },
  }
}

function fileAttributes({ path, size, createdAt }: NamespaceFile): FileAttributes {
  const times = { lastModifiedTime: createdAt, creationTime: createdAt }
  return { type: 'File', size, fileName: lastPart(path), ...times, metadata: {} }
}

function lastPart(path: string): string {
  return path.split('/').at(-1) ?? path
}
