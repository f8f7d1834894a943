import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Manifest } from './manifest-rules.ts'
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

/** The manifest of a workspace package. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(checkout, 'packages', folder, 'package.json'), 'utf8'))
}
