import { describe, expect, test } from 'vitest'
import { folderOfPackage, importTable } from './import-table.ts'
import { doorsOf, forbiddenDependencies } from './manifest-rules.ts'
import { findCycle, type PackageGraph } from './package-cycles.ts'
import { sourceRules } from './source-rules.ts'
import { packageFolders, readManifest, readSources } from './workspace-sources.ts'

const sources = readSources(['packages', 'test', 'scripts', 'benchmarks'])

describe('Every source file', () => {
  test('The search for sources finds the packages', () => {
    const found = new Set(sources.map(({ path }) => path.split('/').slice(0, 2).join('/')))
    expect([...found]).toEqual(expect.arrayContaining(Object.keys(importTable).map((folder) => `packages/${folder}`)))
  })

  test.each(Object.entries(sourceRules((folder) => doorsOf(readManifest(folder)))))('%s', (_, rule) => {
    expect(sources.flatMap(rule)).toEqual([])
  })
})

describe('Packages', () => {
  test('The import table names every package and no other', () => {
    expect(packageFolders().toSorted()).toEqual(Object.keys(importTable).toSorted())
  })

  test('Manifests depend on nothing that the table forbids', () => {
    expect(packageFolders().flatMap((folder) => forbiddenDependencies(folder, readManifest(folder)))).toEqual([])
  })

  test('The imports between packages form no cycle', () => {
    const graph: PackageGraph = new Map(
      packageFolders().map((folder) => [
        folder,
        new Set(
          sources
            .filter(({ path }) => path.startsWith(`packages/${folder}/`))
            .flatMap(({ imports }) => imports.map(({ specifier }) => folderOfPackage(packageNameOf(specifier))))
            .filter((other) => other !== undefined),
        ),
      ]),
    )
    expect(findCycle(graph)).toBeUndefined()
  })

  test('Nobody imports the server', () => {
    const importers = sources
      .filter(({ path }) => path.startsWith('packages/'))
      .filter(({ imports }) => imports.some(({ specifier }) => folderOfPackage(packageNameOf(specifier)) === 'server'))
    expect(importers.map(({ path }) => path)).toEqual([])
  })
})

function packageNameOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
