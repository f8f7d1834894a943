import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkout } from './workspace-sources.ts'

type Lockfile = {
  readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly version?: string }>>
}

/** Entries that would be fetched from one particular address, on whatever machine the lockfile is used. */
function entriesWithAddress(lockfile: Lockfile): readonly string[] {
  return Object.entries(lockfile.packages)
    .filter(([, { resolved, version }]) => [resolved, version].some((text) => text?.includes('://')))
    .map(([path]) => path)
}

test('The lockfile names no registry, so that an installation asks the one that the user has configured', () => {
  const lockfile: Lockfile = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8'))
  expect(Object.keys(lockfile.packages).length).toBeGreaterThan(100)
  expect(entriesWithAddress(lockfile)).toEqual([])
})

test('An address in the lockfile is found', () => {
  const address = 'https://registry.example/pg/-/pg-8.0.0.tgz'
  expect(entriesWithAddress({ packages: { 'node_modules/pg': { version: '8.0.0', resolved: address } } })).toEqual([
    'node_modules/pg',
  ])
})

test('npm is told to leave addresses out', () => {
  expect(readFileSync(join(checkout, '.npmrc'), 'utf8')).toMatch(/^omit-lockfile-registry-resolved=true$/m)
})
