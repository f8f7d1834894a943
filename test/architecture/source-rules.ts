import { posix } from 'node:path'
import { folderOfPackage, importTable } from './import-table.ts'
import type { ImportedModule, ParsedSource } from './parsed-source.ts'

/** One place where a file breaks a rule: `path:line what`. */
export type Violation = string

/** A rule about single files. */
export type SourceRule = (source: ParsedSource) => readonly Violation[]

/** The most lines that a source file may have; a test file may have more, but says too much before it has twice that. */
export const maxLines = { source: 500, test: 800 }

const testFile = /\.(?:test|testsuite)\.tsx?$/

/** The package folder of a path such as `packages/core/src/flow/flow.ts`. */
function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(path)?.[1]
}

function at(source: ParsedSource, line: number, what: string): Violation {
  return `${source.path}:${line} ${what}`
}

/** Splits `@countersign/core/testing` into the package and the path inside it. */
function splitSpecifier(specifier: string): { packageName: string; subpath: string } {
  const parts = specifier.split('/')
  const length = specifier.startsWith('@') ? 2 : 1
  return { packageName: parts.slice(0, length).join('/'), subpath: parts.slice(length).join('/') }
}

/** Imports between packages are those of the table, and only types where the table says so. */
export const importsFollowTheTable: SourceRule = (source) => {
  const folder = packageOf(source.path)
  if (folder === undefined) return []
  const rule = importTable[folder]
  if (rule === undefined) return [at(source, 1, `is in package ${folder}, which the import table does not know`)]
  return source.imports.flatMap(({ specifier, typeOnly, line }) => {
    const other = folderOfPackage(splitSpecifier(specifier).packageName)
    if (other === undefined) return []
    if (testFile.test(source.path) && rule.inTests?.includes(other)) return []
    if (other === folder) return [at(source, line, `imports its own package by name (${specifier})`)]
    if (!rule.packages.includes(other))
      return [at(source, line, `imports ${specifier}; ${folder} may not import ${other}`)]
    const needsTypes = rule.typesOnly?.includes(other) === true && !typeOnly && !testFile.test(source.path)
    return needsTypes
      ? [at(source, line, `imports values of ${specifier}; ${folder} may only import types of ${other}`)]
      : []
  })
}

/** The subpaths by which a package may be entered, `''` being the package itself; by its folder. */
export type Doors = (folder: string) => readonly string[]

/** Another package is entered by the doors that its `exports` names, never by a path into its sources. */
export function noDeepImports(doors: Doors): SourceRule {
  return (source) =>
    source.imports.flatMap((imported) => {
      const message = deepImport(source, imported, doors)
      return message === undefined ? [] : [at(source, imported.line, message)]
    })
}

function deepImport(source: ParsedSource, { specifier }: ImportedModule, doors: Doors): string | undefined {
  if (specifier.startsWith('.')) {
    const folder = packageOf(source.path)
    const target = posix.normalize(posix.join(posix.dirname(source.path), specifier))
    const stays = folder === undefined ? !/^packages\/[^/]+\/src\//.test(target) : packageOf(target) === folder
    return stays ? undefined : `reaches into another package by path (${specifier})`
  }
  const { packageName, subpath } = splitSpecifier(specifier)
  const folder = folderOfPackage(packageName)
  if (folder === undefined || doors(folder).includes(subpath)) return undefined
  return `imports ${specifier}, which is not a door of ${packageName}`
}

/** Test kits (`…/testing`) are for tests and other test kits; nothing that ships may depend on them. */
export const testKitsStayInTests: SourceRule = (source) => {
  if (packageOf(source.path) === undefined || testFile.test(source.path) || source.path.includes('/testing/')) return []
  return source.imports
    .filter(({ specifier }) => /^(?:@countersign\/[^/]+|countersign)\/testing$/.test(specifier))
    .map(({ specifier, line }) => at(source, line, `imports the test kit ${specifier}`))
}

/** Packages that also run in a browser import nothing of Node, tests aside. */
export const browserSafePackagesAvoidNode: SourceRule = (source) => {
  const folder = packageOf(source.path)
  const browserSafe = folder !== undefined && importTable[folder]?.browserSafe === true
  if (!browserSafe || !source.path.includes('/src/') || testFile.test(source.path)) return []
  return source.imports
    .filter(({ specifier }) => specifier.startsWith('node:'))
    .map(({ specifier, line }) => at(source, line, `imports ${specifier}; ${folder} also runs in a browser`))
}

/** Files stay short enough to be read in one go. */
export const filesStayShort: SourceRule = (source) => {
  const limit = testFile.test(source.path) ? maxLines.test : maxLines.source
  return source.lineCount > limit ? [at(source, limit, `has ${source.lineCount} lines; ${limit} is the limit`)] : []
}

/** No `any`, and no comment that switches a check off. */
export const noWeakenedChecks: SourceRule = (source) => [
  ...source.anyTypes.map((line) => at(source, line, 'writes `any`')),
  ...source.suppressions.map((line) => at(source, line, 'switches a check off by a comment')),
]

/**
 * The environment is read by the configuration, so that every setting has a name, a default and a description; the program's
 * entry hands it over.
 */
export const environmentIsReadByConfigOnly: SourceRule = (source) => {
  const folder = packageOf(source.path)
  if (folder === undefined || !source.path.includes('/src/')) return []
  const allowed = ['packages/server/src/config/', 'packages/server/src/main.ts']
  if (allowed.some((path) => source.path.startsWith(path)) || testFile.test(source.path)) return []
  return source.environmentReads.map((line) => at(source, line, 'reads process.env; server/config does that'))
}

/** Programs speak through the logger; only the command line prints. */
export const onlyTheCommandLinePrints: SourceRule = (source) => {
  const folder = packageOf(source.path)
  if (folder === undefined || !source.path.includes('/src/')) return []
  if (source.path.startsWith('packages/server/src/cli/')) return []
  return source.consoleUses.map((line) => at(source, line, 'uses console; only the command line prints'))
}

/** Every rule about single files, by what it says. */
export function sourceRules(doors: Doors): Readonly<Record<string, SourceRule>> {
  return {
    'Packages import only what the table allows': importsFollowTheTable,
    'Nobody reaches into the sources of another package': noDeepImports(doors),
    'Test kits are used by tests only': testKitsStayInTests,
    'Code that runs in a browser imports nothing of Node': browserSafePackagesAvoidNode,
    'No file is longer than a reader can hold': filesStayShort,
    'No check is weakened by any, ts-ignore or a lint comment': noWeakenedChecks,
    'Only the configuration reads the environment': environmentIsReadByConfigOnly,
    'Only the command line uses console': onlyTheCommandLinePrints,
  }
}
