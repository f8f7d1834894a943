import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

/** Modules that are there when the code runs: imports of types alone are erased. */
function runtimeImports(
  file: string,
  seen = new Map<string, readonly string[]>(),
): ReadonlyMap<string, readonly string[]> {
  if (seen.has(file)) return seen
  const source = readFileSync(file, 'utf8')
  const statements = source.match(/^(?:import|export)\s[^;]*?from '[^']+'/gms) ?? []
  const specifiers = statements
    .filter((statement) => !/^(?:import|export) type\s/.test(statement))
    .map((statement) => /from '([^']+)'$/.exec(statement)?.[1] ?? '')
  seen.set(
    file,
    specifiers.filter((specifier) => !specifier.startsWith('.')),
  )
  for (const specifier of specifiers.filter((text) => text.startsWith('.'))) {
    runtimeImports(resolve(dirname(file), specifier), seen)
  }
  return seen
}

it('the client pulls in no package, above all no zod and nothing of node, so that a page stays small', () => {
  const modules = runtimeImports(fileURLToPath(new URL('index.ts', import.meta.url)))
  expect(modules.size).toBeGreaterThan(10)
  expect([...modules].filter(([, packages]) => packages.length > 0)).toEqual([])
})
