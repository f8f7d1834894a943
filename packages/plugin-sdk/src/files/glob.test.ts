import { describe, expect, it } from 'vitest'
import { createGlob } from './glob.ts'

describe('a glob', () => {
  it.each([
    ['*.csv', 'a.csv', true],
    ['*.csv', 'dir/a.csv', false],
    ['**.csv', 'dir/sub/a.csv', true],
    ['**/*.csv', 'a.csv', true],
    ['**/*.csv', 'dir/sub/a.csv', true],
    ['dir/**', 'dir/sub/a.csv', true],
    ['dir/**', 'other/a.csv', false],
    ['/a.csv', 'a.csv', true],
    ['glob:a.csv', 'a.csv', true],
    ['a?.txt', 'ab.txt', true],
    ['a?.txt', 'a/.txt', false],
    ['*.{csv,json}', 'a.json', true],
    ['*.{csv,json}', 'a.xml', false],
    ['file[0-9].txt', 'file7.txt', true],
    ['file[!0-9].txt', 'file7.txt', false],
    ['file[!0-9].txt', 'file/.txt', false],
    [String.raw`a\*b`, 'a*b', true],
    [String.raw`a\*b`, 'axb', false],
    ['a.csv', 'axcsv', false],
    ['a(b)+.txt', 'a(b)+.txt', true],
  ])('%s against %s: %s', (pattern, path, expected) => {
    expect(createGlob([pattern])(path)).toBe(expected)
  })

  it('fits when any of several patterns fits', () => {
    const wanted = createGlob(['*.md', 'src/**'])
    expect(['a.md', 'src/x/y.ts', 'test/y.ts'].map(wanted)).toEqual([true, true, false])
  })

  it('fits nothing without a pattern', () => {
    expect(createGlob([])('a')).toBe(false)
  })

  it('refuses a pattern that is too long', () => {
    expect(() => createGlob(['a'.repeat(1_001)])).toThrow('1000 characters')
  })
})
