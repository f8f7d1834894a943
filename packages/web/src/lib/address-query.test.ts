import { describe, expect, it } from 'vitest'
import { parseAddressQuery, writeAddressQuery } from './address-query.ts'

describe('the query of an address', () => {
  it('is read and written as people write it', () => {
    const text = '?state=FAILED&state=PAUSED&q=a+b&page=2'
    const query = { state: ['FAILED', 'PAUSED'], q: 'a b', page: '2' }
    expect(parseAddressQuery(text)).toEqual(query)
    expect(writeAddressQuery(query)).toBe(text)
  })

  it('leaves out what is not set', () => {
    expect(writeAddressQuery({ a: undefined, b: null, c: '', d: [] })).toBe('')
    expect(parseAddressQuery('')).toEqual({})
  })

  it('keeps texts that look like something else', () => {
    const query = { labels: ['a:1', 'b:"x"'], q: 'true' }
    expect(parseAddressQuery(writeAddressQuery(query))).toEqual(query)
  })
})
