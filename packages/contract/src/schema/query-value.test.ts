import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { pageQueryShape } from './page.ts'
import { queryBoolean, queryInstant, queryInteger, queryList, queryRepeated } from './query-value.ts'

const page = z.object(pageQueryShape)

describe('query values', () => {
  it('reads whole numbers and refuses what is none', () => {
    expect(queryInteger({ min: 1 }).parse('12')).toBe(12)
    expect(queryInteger().parse(-3)).toBe(-3)
    for (const wrong of ['', 'abc', '1.5', '0x10', '1e3', ['1', '2']]) {
      expect(queryInteger().safeParse(wrong).success, String(wrong)).toBe(false)
    }
  })

  it('names the least value when it is missed', () => {
    const result = queryInteger({ min: 1 }).safeParse('0')
    expect(result.error?.issues.map(({ message }) => message)).toEqual(['must be a whole number, at least 1'])
  })

  it('reads true and false in any case and no other word', () => {
    expect([queryBoolean().parse('True'), queryBoolean().parse('false'), queryBoolean().parse(true)]).toEqual([
      true,
      false,
      true,
    ])
    expect(queryBoolean().safeParse('yes').success).toBe(false)
  })

  it('takes lists repeated, comma-joined and mixed', () => {
    const list = queryList(z.enum(['A', 'B', 'C']))
    expect(list.parse('A,B')).toEqual(['A', 'B'])
    expect(list.parse(['A', 'B, C', ''])).toEqual(['A', 'B', 'C'])
    expect(list.safeParse('A,X').success).toBe(false)
  })

  it('never splits labels, whose values may hold commas', () => {
    expect(queryRepeated().parse('team:a,b')).toEqual(['team:a,b'])
    expect(queryRepeated().parse(['a:1', 'b:2'])).toEqual(['a:1', 'b:2'])
  })

  it('wants the zone of an instant', () => {
    expect(queryInstant().parse('2099-01-01T00:00:00+02:00')).toBe('2099-01-01T00:00:00+02:00')
    expect(queryInstant().safeParse('tomorrow').success).toBe(false)
    expect(queryInstant().safeParse('2099-01-01T00:00:00').success).toBe(false)
  })
})

describe('pages', () => {
  it('starts at page 1 with 10 items', () => {
    expect(page.parse({})).toEqual({ page: 1, size: 10 })
  })

  it('refuses page 0 and sizes below 1, and cuts a huge size to what one answer may hold', () => {
    expect(page.safeParse({ page: '0' }).success).toBe(false)
    expect(page.safeParse({ size: '-1' }).success).toBe(false)
    expect(page.parse({ size: '100000' }).size).toBe(10_000)
  })

  it('takes several sort keys, joined or repeated', () => {
    expect(page.parse({ sort: 'namespace:asc,flowId:desc' }).sort).toEqual(['namespace:asc', 'flowId:desc'])
    expect(page.parse({ sort: ['namespace:asc', 'flowId:desc'] }).sort).toEqual(['namespace:asc', 'flowId:desc'])
  })
})
