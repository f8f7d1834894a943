import { describe, expect, test } from 'vitest'
import { findCycle } from './package-cycles.ts'
import { parseSource } from './parsed-source.ts'
import {
  browserSafePackagesAvoidNode,
  environmentIsReadByConfigOnly,
  filesStayShort,
  importsFollowTheTable,
  maxLines,
  noDeepImports,
  noWeakenedChecks,
  onlyTheCommandLinePrints,
  type SourceRule,
  sourceRules,
  testKitsStayInTests,
} from './source-rules.ts'

/** What a rule says about a made-up file. */
function judge(rule: SourceRule, path: string, ...lines: string[]): readonly string[] {
  return rule(parseSource(path, lines.join('\n')))
}

describe('Packages import only what the table allows', () => {
  test.each([
    ['a value', "import { openStorage } from '@countersign/storage'"],
    ['a type', "import type { Storage } from '@countersign/storage'"],
    ['a re-export', "export { openStorage } from '@countersign/storage'"],
    ['everything re-exported', "export * from '@countersign/storage'"],
    ['a type re-exported', "export type { Storage } from '@countersign/storage'"],
    ['an import for its side effects', "import '@countersign/storage'"],
    ['a dynamic import', "const storage = await import('@countersign/storage')"],
    ['a type by import()', "type Storage = import('@countersign/storage').Storage"],
    ['the test kit', "import { createTestStorage } from '@countersign/storage/testing'"],
  ])('finds %s of a forbidden package', (_, line) => {
    expect(judge(importsFollowTheTable, 'packages/engine/src/runtime.ts', '', line)).toEqual([
      expect.stringMatching(/^packages\/engine\/src\/runtime\.ts:2 imports .*engine may not import storage$/),
    ])
  })

  test('finds anybody who imports the server', () => {
    expect(judge(importsFollowTheTable, 'packages/web/src/a.ts', "import { run } from 'countersign'")).toHaveLength(1)
  })

  test('finds a value where only types may be imported', () => {
    const path = 'packages/engine/src/worker.ts'
    expect(judge(importsFollowTheTable, path, "import { defineTask } from '@countersign/plugin-sdk'")).toEqual([
      expect.stringContaining('may only import types of plugin-sdk'),
    ])
    expect(judge(importsFollowTheTable, path, "import type { Task } from '@countersign/plugin-sdk'")).toEqual([])
    expect(judge(importsFollowTheTable, path, "import { type Task } from '@countersign/plugin-sdk'")).toEqual([])
  })

  test('lets tests use what the table gives to tests only', () => {
    const line = "import { createTestStorage } from '@countersign/storage/testing'"
    expect(judge(importsFollowTheTable, 'packages/engine/src/testing/databases.testsuite.ts', line)).toEqual([])
    expect(judge(importsFollowTheTable, 'packages/engine/src/testing/harness.ts', line)).toHaveLength(1)
  })

  test('finds a package that imports itself by name', () => {
    expect(
      judge(importsFollowTheTable, 'packages/core/src/a.ts', "import { x } from '@countersign/core'"),
    ).toHaveLength(1)
  })

  test('finds a package that the table does not know', () => {
    expect(judge(importsFollowTheTable, 'packages/magic/src/a.ts', 'export {}')).toEqual([
      expect.stringContaining('which the import table does not know'),
    ])
  })

  test('lets allowed packages and packages from outside pass', () => {
    const lines = ["import { advance } from '@countersign/core'", "import { Kysely } from 'kysely'"]
    expect(judge(importsFollowTheTable, 'packages/storage/src/a.ts', ...lines)).toEqual([])
  })

  test('is not misled by words in comments and texts', () => {
    const lines = ["// import { x } from '@countersign/storage'", "export const text = `import '@countersign/storage'`"]
    expect(judge(importsFollowTheTable, 'packages/engine/src/a.ts', ...lines)).toEqual([])
  })
})

describe('Nobody reaches into the sources of another package', () => {
  const doors = () => ['', 'testing']

  test.each([
    ['packages/engine/src/a.ts', "import { x } from '@countersign/core/src/flow/flow.ts'"],
    ['packages/engine/src/a.ts', "import { x } from '@countersign/core/dist/index.js'"],
    ['packages/engine/src/a.ts', "import { x } from '../../core/src/flow/flow.ts'"],
    ['packages/storage/src/testing/a.ts', "import { x } from '../../../../test/support/postgres.ts'"],
    ['test/e2e/a.test.ts', "import { x } from '../../packages/core/src/flow/flow.ts'"],
  ])('finds it in %s', (path, line) => {
    expect(judge(noDeepImports(doors), path, line)).toHaveLength(1)
  })

  test('lets a package use its own files and the doors of others', () => {
    const lines = ["import { a } from '../flow/flow.ts'", "import { b } from '@countersign/storage/testing'"]
    expect(judge(noDeepImports(doors), 'packages/engine/src/systems/a.ts', ...lines)).toEqual([])
  })
})

describe('Test kits are used by tests only', () => {
  const line = "import { fakeClock } from '@countersign/core/testing'"

  test('finds a source that uses one', () => {
    expect(judge(testKitsStayInTests, 'packages/engine/src/worker.ts', line)).toHaveLength(1)
  })

  test('lets tests and test kits use them', () => {
    expect(judge(testKitsStayInTests, 'packages/engine/src/worker.test.ts', line)).toEqual([])
    expect(judge(testKitsStayInTests, 'packages/engine/src/testing/harness.ts', line)).toEqual([])
  })
})

describe('Code that runs in a browser imports nothing of Node', () => {
  test.each(['core', 'expression', 'contract', 'web'])('finds it in %s', (folder) => {
    expect(
      judge(browserSafePackagesAvoidNode, `packages/${folder}/src/a.ts`, "import { createHash } from 'node:crypto'"),
    ).toHaveLength(1)
  })

  test('lets tests and packages for Node use it', () => {
    const line = "import { readFileSync } from 'node:fs'"
    expect(judge(browserSafePackagesAvoidNode, 'packages/core/src/a.test.ts', line)).toEqual([])
    expect(judge(browserSafePackagesAvoidNode, 'packages/storage/src/a.ts', line)).toEqual([])
  })
})

describe('No file is longer than a reader can hold', () => {
  test('counts lines and lets the limit itself pass', () => {
    const lines = (count: number) => Array.from({ length: count }, () => '//')
    expect(judge(filesStayShort, 'packages/core/src/a.ts', ...lines(maxLines.source))).toEqual([])
    expect(judge(filesStayShort, 'packages/core/src/a.ts', ...lines(maxLines.source + 1))).toHaveLength(1)
    expect(judge(filesStayShort, 'packages/core/src/a.test.ts', ...lines(maxLines.test))).toEqual([])
    expect(judge(filesStayShort, 'packages/core/src/a.test.ts', ...lines(maxLines.test + 1))).toHaveLength(1)
  })
})

describe('No check is weakened', () => {
  test.each([
    ['a type', 'export let x: any'],
    ['a type argument', 'export const x = new Map<string, any>()'],
    ['a cast', 'export const x = JSON.parse("1") as any'],
    ['a compiler comment', '// @ts-expect-error: no', 'export {}'],
    ['a linter comment', '/* biome-ignore lint: no */', 'export {}'],
  ])('finds %s', (_, ...lines) => {
    expect(judge(noWeakenedChecks, 'packages/core/src/a.ts', ...lines)).toHaveLength(1)
  })

  test('lets the word pass where it is no type', () => {
    expect(judge(noWeakenedChecks, 'packages/core/src/a.ts', '// any', "export const any = 'any'")).toEqual([])
  })
})

describe('Only the configuration reads the environment', () => {
  test('finds it anywhere else', () => {
    const rule = environmentIsReadByConfigOnly
    expect(judge(rule, 'packages/engine/src/a.ts', 'export const x = process.env.HOME')).toHaveLength(1)
    expect(judge(rule, 'packages/server/src/a.ts', "export const x = process['env'].HOME")).toHaveLength(1)
    expect(judge(rule, 'packages/server/src/config/load.ts', 'export const x = process.env')).toEqual([])
    expect(judge(rule, 'packages/server/src/main.ts', 'export const x = process.env')).toEqual([])
  })
})

describe('Only the command line uses console', () => {
  test('finds it anywhere else', () => {
    expect(judge(onlyTheCommandLinePrints, 'packages/engine/src/a.ts', 'console.log(1)')).toHaveLength(1)
    expect(judge(onlyTheCommandLinePrints, 'packages/server/src/cli/print.ts', 'console.log(1)')).toEqual([])
  })
})

describe('Cycles between packages', () => {
  test('A cycle is found and told in order', () => {
    const graph = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c'])],
      ['c', new Set(['b'])],
    ])
    expect(findCycle(graph)).toEqual(['b', 'c', 'b'])
  })

  test('Two ways to the same package are no cycle', () => {
    const graph = new Map([
      ['a', new Set(['b', 'c'])],
      ['b', new Set(['c'])],
      ['c', new Set<string>()],
    ])
    expect(findCycle(graph)).toBeUndefined()
  })
})

test('Every rule of the boundary test is proven here', () => {
  expect(Object.keys(sourceRules(() => []))).toHaveLength(8)
})
