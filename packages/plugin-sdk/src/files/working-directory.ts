import { isFileUri } from '@countersign/core'
import type { TaskContext } from '../task-context.ts'
import { listDirectory, readFromDirectory, writeIntoDirectory } from './directory-files.ts'
import { createGlob } from './glob.ts'

type FilesContext = Pick<TaskContext, 'files' | 'workingDir'>

/** Which files of namespaces a task wants in its directory (Kestra's `namespaceFiles`). */
export interface NamespaceFilesChoice {
  /** Default: the flow's own. Of files of one path, those of later namespaces win. */
  readonly namespaces?: readonly string[]
  /** Globs; left out, every file. A pattern without a slash at its start counts at any depth. */
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}

/**
 * Puts files into the working directory: by name, a text or the URI of a stored file (Kestra's `inputFiles`).
 *
 * @example await putInputFiles(context, { 'main.py': 'print(1)', 'data/in.csv': 'kestra:///company/…/in.csv' })
 * @throws AppError FILE_URI_INVALID for a name that leads out of the directory, FILE_NOT_FOUND, FILE_FORBIDDEN
 */
export async function putInputFiles(context: FilesContext, files: Readonly<Record<string, string>>): Promise<void> {
  const directory = await context.workingDir()
  for (const [name, content] of Object.entries(files)) {
    await writeIntoDirectory(
      directory,
      name,
      isStoredFile(content) ? await context.files.read(content.trim()) : content,
    )
  }
}

/** Puts files of namespaces into the working directory, under their own paths; answers with the paths. */
export async function putNamespaceFiles(
  context: FilesContext & Pick<TaskContext, 'namespaceFiles' | 'facts'>,
  { namespaces = [context.facts.namespace], include, exclude = [] }: NamespaceFilesChoice = {},
): Promise<readonly string[]> {
  const directory = await context.workingDir()
  const isIncluded = include === undefined ? () => true : createPathFilter(include)
  const isExcluded = createPathFilter(exclude)
  const put = new Set<string>()
  for (const namespace of namespaces) {
    for (const { path } of await context.namespaceFiles.list(namespace)) {
      if (!isIncluded(path) || isExcluded(path)) continue
      await writeIntoDirectory(directory, path, await context.namespaceFiles.read(namespace, path))
      put.add(path)
    }
  }
  return [...put]
}

/**
 * Stores the files of the working directory that a glob fits and gives their URIs by path (Kestra's `outputFiles`). Links are
 * left out: they could lead anywhere.
 */
export async function captureOutputFiles(
  context: FilesContext,
  globs: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const directory = await context.workingDir()
  const isWanted = createGlob(globs)
  const uris: Record<string, string> = {}
  for (const { path } of await listDirectory(directory)) {
    if (isWanted(path)) uris[path] = await context.files.write(path, readFromDirectory(directory, path))
  }
  return uris
}

/** Globs over paths of namespace files, where a pattern without a slash at its start counts at any depth, as in Kestra. */
export function createPathFilter(globs: readonly string[]): (path: string) => boolean {
  return createGlob(globs.flatMap((glob) => (glob.startsWith('/') ? [glob] : [glob, `**/${glob}`])))
}

function isStoredFile(content: string): boolean {
  const text = content.trim()
  return isFileUri(text) || text.startsWith('nsfile://')
}
