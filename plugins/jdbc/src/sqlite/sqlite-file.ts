import { copyFile, lstat } from 'node:fs/promises'
import { basename, isAbsolute, join } from 'node:path'
import {
  p,
  putInputFiles,
  type Rendered,
  readFromDirectory,
  type TaskContext,
  TaskFailure,
} from '@countersign/plugin-sdk'

/** Which database to open. */
export const sqliteProperties = {
  url: p.string().default('jdbc:sqlite:').describe('jdbc:sqlite:name. Default: a database in memory.'),
  username: p.string().describe('Accepted; SQLite has no users.'),
  password: p.secret().describe('Accepted; SQLite has no users.'),
  sqliteFile: p.string().describe('Address of a stored database to work on a copy of.'),
  outputDbFile: p.boolean().default(false).describe('Whether to store the database afterwards, as `databaseUri`.'),
}

type Input = Rendered<typeof sqliteProperties>

const DEFAULT_NAME = 'database.sqlite'

/**
 * The file to open: one in the directory of the attempt, unless the address is absolute. Whoever may not run programs on the
 * server may not open its files either.
 *
 * @throws TaskFailure when the address is none, or leads where it may not
 */
export async function prepareFile(context: TaskContext, input: Input): Promise<string> {
  const path = /^(?:jdbc:)?sqlite:(.*)$/.exec(input.url.trim())?.[1]
  if (path === undefined || path.startsWith('file:')) {
    throw TaskFailure.fatal('Property `url` is no address such as jdbc:sqlite:name.', { code: 'SQL_URL_INVALID' })
  }
  const isMemory = path === '' || path === ':memory:'
  if (isMemory && input.sqliteFile === undefined && !input.outputDbFile) return ':memory:'
  if (isAbsolute(path)) return openServerFile(context, path, input)
  if (path.split(/[\\/]/).includes('..')) {
    throw TaskFailure.fatal('The database of `url` is outside of the directory of the task.', {
      code: 'SQL_URL_INVALID',
    })
  }
  const name = isMemory ? DEFAULT_NAME : basename(path)
  if (input.sqliteFile !== undefined) await putInputFiles(context, { [name]: input.sqliteFile })
  const file = join(await context.workingDir(), name)
  // A program of another task, in a container perhaps, may have left a link to a file of the server.
  if ((await lstat(file).catch(() => null))?.isSymbolicLink() === true) {
    throw TaskFailure.fatal(`The database \`${name}\` is a symbolic link in the directory of the task.`, {
      code: 'SQL_FORBIDDEN',
    })
  }
  return file
}

async function openServerFile(context: TaskContext, path: string, input: Input): Promise<string> {
  if (context.services.scripts?.process !== true) {
    const message = 'Files of the server’s machine may not be opened (setting `scripts.process`); use `sqliteFile`.'
    throw TaskFailure.fatal(message, { code: 'SQL_FORBIDDEN' })
  }
  if (input.sqliteFile !== undefined) {
    throw TaskFailure.fatal('`sqliteFile` needs a `url` that is no absolute path.', { code: 'SQL_URL_INVALID' })
  }
  return path
}

/** Stores the database when the flow wants it, and gives the output. */
export async function storeFile(
  context: TaskContext,
  input: Input,
  file: string,
): Promise<{ readonly databaseUri?: string }> {
  if (!input.outputDbFile) return {}
  const name = basename(file)
  const directory = await context.workingDir()
  if (join(directory, name) !== file) await copyFile(file, join(directory, name))
  return { databaseUri: await context.files.write(name, readFromDirectory(directory, name)) }
}
