import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ParsedSource, parseSource } from './parsed-source.ts'

/** Absolute path of the checkout. */
export const checkout = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '')

const leftOut = new Set(['node_modules', 'dist', 'results', 'fixtures', 'generated'])

/** Parses every TypeScript source below some folders of the checkout. */
export function readSources(folders: readonly string[]): readonly ParsedSource[] {
  return folders.flatMap(sourceFiles).map((path) => parseSource(path, readFileSync(join(checkout, path), 'utf8')))
}

function sourceFiles(folder: string): string[] {
  const directory = join(checkout, folder)
  if (!existsSync(directory)) return []
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : sourceFiles(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

/** Folder names of the workspace packages. */
export function packageFolders(): readonly string[] {
  return readdirSync(join(checkout, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(checkout, 'packages', entry.name, 'package.json')))
    .map((entry) => entry.name)
}

/** Names of the packages that a package's manifest depends on. */
export function declaredDependencies(folder: string): readonly string[] {
  const { dependencies, devDependencies } = readManifest(folder)
  return Object.keys({ ...dependencies, ...devDependencies })
}

/** The subpaths that a package's manifest exports; the package itself is the empty one. */
export function doorsOf(folder: string): readonly string[] {
  return Object.keys(readManifest(folder).exports ?? {}).map((door) => door.replace(/^\.\/?/, ''))
}

type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, unknown>>
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(checkout, 'packages', folder, 'package.json'), 'utf8'))
}
