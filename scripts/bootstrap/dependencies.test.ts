import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { whyInstall } from './dependencies.mjs'

const directories: string[] = []
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

/** A checkout whose lockfile wants some packages and whose node_modules, if any, holds others. */
function checkoutWith(wanted: object, installed?: object): string {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-dependencies-'))
  directories.push(directory)
  writeFileSync(join(directory, 'package-lock.json'), JSON.stringify({ packages: wanted }))
  if (installed) {
    mkdirSync(join(directory, 'node_modules'))
    writeFileSync(join(directory, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }))
  }
  return directory
}

test('A fresh clone is installed', () => {
  expect(whyInstall(checkoutWith({}))).toBe('dependencies are not installed')
})

test('A version that the lockfile does not name is replaced', () => {
  const directory = checkoutWith(
    { 'node_modules/pg': { version: '8.1.0' } },
    { 'node_modules/pg': { version: '8.0.0' } },
  )
  expect(whyInstall(directory)).toBe('pg is 8.0.0, not 8.1.0')
})

test('A package that the lockfile has gained is installed', () => {
  const directory = checkoutWith({ 'packages/a/node_modules/@types/pg': { version: '8.1.0' } }, {})
  expect(whyInstall(directory)).toBe('@types/pg is not installed')
})

test('Packages of other platforms may be missing, and what is complete is left alone', () => {
  const present = { 'node_modules/pg': { version: '8.1.0' } }
  const directory = checkoutWith(
    {
      '': { name: 'root' },
      'packages/a': {},
      ...present,
      'node_modules/fsevents': { version: '2.0.0', optional: true },
    },
    present,
  )
  expect(whyInstall(directory)).toBeUndefined()
})
