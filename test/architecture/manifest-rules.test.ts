import { expect, test } from 'vitest'
import { doorsOf, forbiddenDependencies } from './manifest-rules.ts'

test('A dependency that the table forbids is found, one from outside is none of its business', () => {
  expect(forbiddenDependencies('core', { dependencies: { '@countersign/storage': '1', yaml: '2' } })).toEqual([
    'core depends on storage',
  ])
})

test('What only tests may use is no dependency of the package itself', () => {
  const storage = { '@countersign/storage': '1' }
  expect(forbiddenDependencies('engine', { devDependencies: storage })).toEqual([])
  expect(forbiddenDependencies('engine', { dependencies: storage })).toEqual(['engine depends on storage'])
  expect(forbiddenDependencies('plugins', { devDependencies: storage })).toEqual([
    'the tests of plugins depend on storage',
  ])
})

test('Doors are the exports of a manifest', () => {
  expect(doorsOf({ exports: { '.': {}, './testing': {} } })).toEqual(['', 'testing'])
  expect(doorsOf({})).toEqual([])
})
