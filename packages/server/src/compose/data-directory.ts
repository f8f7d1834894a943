import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AppError, type Ids, messageOf } from '@countersign/core'

/** The directory of everything that the server keeps on disk. */
export interface DataDirectory {
  readonly path: string
  /** Id of this installation: made at the first start, kept in the directory. */
  readonly installation: string
}

/** Name of the embedded database in the directory. */
export const DATABASE_FILE = 'countersign.db'

/** Name of the directory that plugins are installed in. */
export const PLUGIN_DIRECTORY = 'plugins'
/** Name of the internal storage's directory. */
export const FILES_DIRECTORY = 'files'

/** Name of the directory that tasks work in. */
export const WORK_DIRECTORY = 'work'

/** Name of the directory that uploads are kept in until their request is answered. */
export const UPLOAD_DIRECTORY = 'uploads'

const INSTALLATION_FILE = 'installation.id'

/**
 * Opens the data directory, making it when it is not there. Only its owner may look into it.
 * @throws AppError CONFIG_INVALID when it cannot be made or written to
 */
export function openDataDirectory(path: string, ids: Ids): DataDirectory {
  const absolute = resolve(path)
  try {
    const isNew = !existsSync(absolute)
    if (isNew) makeDirectory(absolute)
    // The mode above is cut by the umask of the process, never widened by it; an existing directory stays as it is.
    if (isNew) chmodSync(absolute, 0o700)
    return { path: absolute, installation: installationOf(join(absolute, INSTALLATION_FILE), ids) }
  } catch (error) {
    const text = `The data directory ${absolute} cannot be used: ${messageOf(error)}. Name another one with --data.`
    throw new AppError('CONFIG_INVALID', text, {
      fields: [{ field: 'data', code: 'directory', message: messageOf(error) }],
      cause: error,
    })
  }
}

/**
 * Makes a directory and those above it that are missing. Node's own recursive way never returns where a file system has the
 * parent and takes no directory in it, as `/proc` does.
 */
function makeDirectory(path: string): void {
  const parent = dirname(path)
  if (!existsSync(parent)) makeDirectory(parent)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Made by another process in the meantime.
    if (!existsSync(path)) throw error
  }
}

function installationOf(file: string, ids: Ids): string {
  if (existsSync(file)) {
    const known = readFileSync(file, 'utf8').trim()
    if (known !== '') return known
  }
  const made = ids.next()
  writeFileSync(file, `${made}\n`, { mode: 0o600 })
  return made
}
