import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../limits/limits.ts'
import { Budget } from '../runtime/budget.ts'
import { compilePattern } from './compile-pattern.ts'
import { replaceMatches } from './replace-matches.ts'
import { splitText } from './split-text.ts'

const budget = (): Budget => new Budget(DEFAULT_LIMITS, () => 0)

/** All groups of the first match; null without one. */
function find(pattern: string, text: string): readonly (string | null)[] | null {
  const compiled = compilePattern(pattern)
  const match = compiled.find(text, 0, budget())
  if (match === null) return null
  return Array.from({ length: compiled.groupCount + 1 }, (_, index) => match.group(index))
}

describe('regular expressions of Java', () => {
  it.each([
    ['abc', 'xabcx', ['abc']],
    ['a|bc|', 'xbc', ['']],
    ['(a+)(b*)', 'xaab', ['aab', 'aa', 'b']],
    ['(a)|(b)', 'b', ['b', null, 'b']],
    ['a{2}b{1,2}c{0,}', 'aabbcc', ['aabbcc']],
    ['a+?', 'aaa', ['a']],
    ['a*+a', 'aaa', null],
    ['(?>a+)ab', 'aaab', null],
    ['x(?=y)', 'xzxy', ['x']],
    ['x(?!y)', 'xyxz', ['x']],
    ['(?<=a)b', 'bab', ['b']],
    ['(?<!a)b', 'abcb', ['b']],
    ['(?<=(a{1,2}))b', 'aab', ['b', 'a']],
    ['(?<year>\\d{4})-\\k<year>', '2024-2023 2024-2024', ['2024-2024', '2024']],
    ['(.)\\1', 'abccd', ['cc', 'c']],
    ['^b', 'a\nb', null],
    ['(?m)^b$', 'a\nb\nc', ['b']],
    ['a.c', 'a\nc', null],
    ['(?s)a.c', 'a\nc', ['a\nc']],
    ['(?i)AbC', 'xaBcx', ['aBc']],
    ['(?i:a)B', 'ab aB', ['aB']],
    ['a(?i)b(?-i)c', 'aBC aBc', ['aBc']],
    ['(?iu)É', 'é', ['é']],
    ['(?x) a b # comment\n c', 'abc', ['abc']],
    ['\\Qa.b\\E+', 'aXb a.bb', ['a.bb']],
    ['[a-c&&[^b]]+', 'bacb', ['ac']],
    ['[a-c[x-z]]+', 'mxaz', ['xaz']],
    ['[^a-z]', 'ab1', ['1']],
    ['[]a]+', 'b]a', [']a']],
    ['[a\\-z]+', 'm-a', ['-a']],
    ['[\\d\\s]+', 'a1 2', ['1 2']],
    ['\\p{Lu}\\p{javaLowerCase}+', 'aÉté', ['Été']],
    ['\\p{IsCyrillic}+', 'abcЖя', ['Жя']],
    ['\\P{Alpha}', 'ab1', ['1']],
    ['\\p{Punct}+', 'a!?b', ['!?']],
    ['\\bcat\\b', 'concat cat', ['cat']],
    ['\\Boo', 'oo foo', ['oo']],
    ['a\\z', 'a\na', ['a']],
    ['a\\Z', 'ba\n', ['a']],
    ['a$', 'ba\r\n', ['a']],
    ['\\x41\\u0042\\t\\0103\\x{1F600}', 'AB\tC😀', ['AB\tC😀']],
    ['.', '😀', ['😀']],
    ['\\R', 'a\r\nb', ['\r\n']],
    ['\\h+\\H\\v\\V', 'x \ta\nb', [' \ta\nb']],
    ['(?:a*)*b', 'aaab', ['aaab']],
    ['(?:a|ab)(?:c|bcd)(d*)', 'abcd', ['abcd', '']],
    ['', 'abc', ['']],
    ['\\$\\.', 'a$.', ['$.']],
  ] as const)('%s in %j', (pattern, text, groups) => {
    expect(find(pattern, text)).toEqual(groups)
  })

  it.each([
    '(',
    ')',
    '[a',
    'a{2,1}',
    '*a',
    '{1}',
    '\\',
    '\\y',
    '(?<1a>x)',
    '(?<a>x)(?<a>y)',
    '(?z)',
    '\\k<x>',
    '[z-a]',
    '(?<=a*)b',
    '\\p{Nothing}',
    'a{999999999}',
    '\\x{110000}',
    '\\u12',
  ])('refuse %s', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(/regular expression/)
  })

  it('find what JavaScript finds, for patterns that both know', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '(a|b)',
      '(?:ab|a)',
      '\\b',
      '^',
      '$',
      'a?',
      'b*',
      'a+',
      '(b+?)',
      'a{1,2}',
      '(?=a)',
      '(?!b)',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 10 }),
        (pieces, text) => {
          const pattern = pieces.join('')
          const expected = new RegExp(pattern).exec(text)
          expect(find(pattern, text)?.[0] ?? null).toBe(expected?.[0] ?? null)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('that would take for ever end at the time limit', () => {
    let now = 0
    const tight = new Budget({ ...DEFAULT_LIMITS, timeMs: 10 }, () => {
      now += 1
      return now
    })
    expect(() => compilePattern('(a+)+$').find(`${'a'.repeat(60)}!`, 0, tight)).toThrow('longer than the 10 ms')
  })

  it('do not fill the stack with long texts', () => {
    expect(find('(?:a|b)*c', `${'ab'.repeat(100_000)}c`)?.[0]).toHaveLength(200_001)
  })
})

describe('splitting', () => {
  it.each([
    ['a,b,,', ',', 0, ['a', 'b']],
    ['a,b,,', ',', -1, ['a', 'b', '', '']],
    ['a,b,c', ',', 2, ['a', 'b,c']],
    [',a', ',', 0, ['', 'a']],
    ['abc', '', 0, ['a', 'b', 'c']],
    ['', ',', 0, ['']],
    ['abc', 'x', 0, ['abc']],
    [',,', ',', 0, []],
    ['a1b22c', '\\d+', 0, ['a', 'b', 'c']],
  ] as const)('%j by %j, limit %d', (text, pattern, limit, parts) => {
    expect(splitText(text, compilePattern(pattern), limit, budget())).toEqual(parts)
  })
})

describe('replacing', () => {
  const replace = (text: string, pattern: string, replacement: string): string =>
    replaceMatches(text, compilePattern(pattern), replacement, budget())

  it.each([
    ['a1b2', '(\\w)(\\d)', '$2$1', '1a2b'],
    ['abc', '', '-', '-a-b-c-'],
    ['abc', '(?<x>b)', `[\${x}]`, 'a[b]c'],
    ['abc', '(b)', '$10', 'ab0c'],
    ['a', 'a', '\\$1\\\\', '$1\\'],
    ['ab', '(a)|(b)', '<$2>', '<><b>'],
    ['xyz', 'q', '$9', 'xyz'],
  ])('%j: %s by %s', (text, pattern, replacement, result) => {
    expect(replace(text, pattern, replacement)).toBe(result)
  })

  it.each(['$', '$x', '$3', `\${none}`, '\\'])('refuses the replacement %s', (replacement) => {
    expect(() => replace('a', 'a', replacement)).toThrow()
  })
})
