import type { ValueMap } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { fetchRows } from './fetch-rows.ts'

describe('Rows of a query', () => {
  it('that are too many are refused, also when they come in one piece', async () => {
    const context = {
      signal: new AbortController().signal,
      metric() {},
      files: { write: () => Promise.reject(new Error('nothing is stored')) },
    }
    const result = {
      hasRows: true,
      async *rows() {
        yield Array.from({ length: 500_000 }, (): ValueMap => ({}))
      },
    }
    await expect(fetchRows(context, result, 'FETCH', 'rows.ion')).rejects.toMatchObject({ code: 'SQL_TOO_MANY_ROWS' })
  })
})
