import { folderOfPackage, importTable } from './import-table.ts'

/** The parts of a package's manifest that the rules look at. */
export type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, unknown>>
}

/** Packages of this workspace that a manifest names and the import table forbids. */
export function forbiddenDependencies(folder: string, manifest: Manifest): readonly string[] {
  const rule = importTable[folder]
  const named = (list: Manifest['dependencies']) =>
    Object.keys(list ?? {})
      .map(folderOfPackage)
      .filter((other) => other !== undefined)
  const forTests = [...(rule?.packages ?? []), ...(rule?.inTests ?? [])]
  return [
    ...named(manifest.dependencies)
      .filter((other) => !rule?.packages.includes(other))
      .map((other) => `${folder} depends on ${other}`),
    ...named(manifest.devDependencies)
      .filter((other) => !forTests.includes(other))
      .map((other) => `the tests of ${folder} depend on ${other}`),
  ]
}

/** The subpaths by which a package may be entered; the package itself is the empty one. */
export function doorsOf(manifest: Manifest): readonly string[] {
  return Object.keys(manifest.exports ?? {}).map((door) => door.replace(/^\.\/?/, ''))
}
