import { describe, expect, it } from 'vitest'
import { findLinks } from './find-links.ts'

describe('findLinks', () => {
  it('finds each address once, in order, without what only ends a sentence', () => {
    expect(findLinks('See http://a.example/x?y=1. And (https://b.example/z), again http://a.example/x?y=1!')).toEqual([
      'http://a.example/x?y=1',
      'https://b.example/z',
    ])
  })

  it('finds the addresses of HTML and of Slack markup as they are meant', () => {
    expect(findLinks('<a href="http://a.example/?a=1&amp;b=2">go</a>', '<http://b.example/x|open>', null)).toEqual([
      'http://a.example/?a=1&b=2',
      'http://b.example/x',
    ])
  })

  it('takes nothing else for an address', () => {
    expect(findLinks('javascript:alert(1) ftp://x/y http:// mailto:a@b')).toEqual([])
  })
})
