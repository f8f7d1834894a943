import { describe, expect, it } from 'vitest'
import { mergeRows } from './stable-rows.ts'

const row = (id: string, state: string) => ({ id, state })
const keyOf = ({ id }: { id: string }) => id

describe('an answer that comes while a list is looked at', () => {
  it('changes known rows where they stand, and lets new ones wait', () => {
    const shown = [row('b', 'RUNNING'), row('a', 'RUNNING')]
    const fresh = [row('c', 'CREATED'), row('a', 'SUCCESS'), row('b', 'RUNNING')]
    expect(mergeRows(shown, fresh, keyOf, false)).toEqual({
      rows: [row('b', 'RUNNING'), row('a', 'SUCCESS')],
      waiting: 1,
    })
  })

  it('takes rows out that are gone', () => {
    expect(mergeRows([row('b', 'X'), row('a', 'X')], [row('a', 'X')], keyOf, false)).toEqual({
      rows: [row('a', 'X')],
      waiting: 0,
    })
  })

  it('is shown as it is when it is let in, or when nothing was shown', () => {
    const fresh = [row('c', 'X'), row('a', 'X')]
    expect(mergeRows([row('a', 'X')], fresh, keyOf, true)).toEqual({ rows: fresh, waiting: 0 })
    expect(mergeRows([], fresh, keyOf, false)).toEqual({ rows: fresh, waiting: 0 })
  })
})
