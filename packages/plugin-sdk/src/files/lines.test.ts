import { describe, expect, it } from 'vitest'
import { readLines } from './lines.ts'

async function* bytes(text: string, size: number) {
  const all = new TextEncoder().encode(text)
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
}

async function lines(text: string, options: { separator?: string; size?: number } = {}): Promise<readonly string[]> {
  const { size = 3, ...rest } = options
  const found: string[] = []
  for await (const line of readLines(bytes(text, size), rest)) found.push(line)
  return found
}

describe('lines of a file', () => {
  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\nb', ['a', 'b']],
    ['a\n\nb\n', ['a', '', 'b']],
    ['\n', ['']],
    ['', []],
    ['a\r\nb\r\n', ['a', 'b']],
    ['grüße\n日本\n', ['grüße', '日本']],
  ])('of %j are %j, in whatever pieces it comes', async (text, expected) => {
    for (const size of [1, 2, 3, 100]) expect(await lines(text, { size })).toEqual(expected)
  })

  it('end at any separator, also one that comes in two pieces', async () => {
    for (const size of [1, 2, 3, 100]) {
      expect(await lines('a||b|c||', { separator: '||', size })).toEqual(['a', 'b|c'])
    }
  })

  it('are refused when they are no lines', async () => {
    await expect(lines('x'.repeat(16 * 1024 * 1024 + 1), { size: 1024 * 1024 })).rejects.toThrow('check its separator')
  })
})
