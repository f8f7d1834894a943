import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve as resolvePath } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { messageOf } from '@countersign/core'
import { moduleResolve } from 'import-meta-resolve'

/** The conditions of `exports` that this process was started with count for plugins too: a checkout runs them from source. */
const CONDITIONS = new Set([
  'node',
  'import',
  ...process.execArgv.flatMap((argument) => /^(?:--conditions|-C)=(.+)$/.exec(argument)?.[1] ?? []),
])

/** The main module of an installed package. */
interface FoundPlugin {
  readonly url: string
  /** From the manifest beside or above the module. */
  readonly version: string | null
}

/**
 * Finds the main module of a plugin. A name is looked up as Node looks up packages, from each of `directories` in order; an
 * entry that begins with `.` or `/` is a directory of the package itself, relative to where the server was started.
 *
 * @throws Error that says where it was looked for
 */
export function findPlugin(name: string, directories: readonly string[]): FoundPlugin {
  if (name.startsWith('.') || isAbsolute(name)) return findDirectory(resolvePath(name))
  const reasons: string[] = []
  for (const directory of directories) {
    try {
      const url = moduleResolve(name, pathToFileURL(join(directory, 'package.json')), CONDITIONS).href
      if (existsSync(fileURLToPath(url))) return { url, version: versionBeside(fileURLToPath(url)) }
      reasons.push(`${directory}: its main module ${fileURLToPath(url)} is not there`)
    } catch (error) {
      const isAbsent = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
      reasons.push(`${directory}: ${isAbsent ? 'it is not installed there' : messageOf(error)}`)
    }
  }
  throw new Error(`The package cannot be found (${reasons.join('; ')}). Install it with npm in the first of these.`)
}

function findDirectory(directory: string): FoundPlugin {
  const manifest = join(directory, 'package.json')
  if (!existsSync(manifest) || !statSync(directory).isDirectory()) {
    throw new Error(`${directory} is no directory with a package.json.`)
  }
  const { name, version } = readManifest(manifest)
  if (name === null) throw new Error(`${manifest} names no package: it needs a \`name\`.`)
  // A package may import itself by its name, so that `exports` and `main` mean what they mean to everybody else.
  const own = ownMain(manifest)
  const url =
    own === null
      ? moduleResolve(name, pathToFileURL(manifest), CONDITIONS).href
      : pathToFileURL(resolvePath(directory, own)).href
  if (!existsSync(fileURLToPath(url)))
    throw new Error(`The main module ${fileURLToPath(url)} is not there; is it built?`)
  return { url, version }
}

/** `main` of a package without `exports`, which cannot import itself; null when it has `exports`. */
function ownMain(manifest: string): string | null {
  const { exports, main } = parseManifest(manifest)
  if (exports !== undefined) return null
  return typeof main === 'string' ? main : 'index.js'
}

function versionBeside(module: string): string | null {
  for (let directory = dirname(module); directory !== dirname(directory); directory = dirname(directory)) {
    const manifest = join(directory, 'package.json')
    if (!existsSync(manifest)) continue
    const { version } = readManifest(manifest)
    if (version !== null) return version
  }
  return null
}

function readManifest(path: string): { readonly name: string | null; readonly version: string | null } {
  const { name, version } = parseManifest(path)
  return { name: typeof name === 'string' ? name : null, version: typeof version === 'string' ? version : null }
}

function parseManifest(path: string): Readonly<Record<string, unknown>> {
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'))
  return typeof manifest === 'object' && manifest !== null ? { ...manifest } : {}
}
