import type { LogEntry } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { appendLines, EMPTY_LOG } from './log-buffer.ts'

const line = (message: string): LogEntry => ({
  namespace: 'n',
  flowId: 'f',
  attemptNumber: 0,
  timestamp: '2026-11-24T00:00:00Z',
  level: 'INFO',
  message,
})

describe('the lines of a log in view', () => {
  it('are numbered through, also when two look the same', () => {
    const log = appendLines(appendLines(EMPTY_LOG, [line('a'), line('a')]), [line('b')])
    expect(log.lines.map(({ number, entry }) => `${number}${entry.message}`)).toEqual(['1a', '2a', '3b'])
  })

  it('are the newest ones, and the rest is counted', () => {
    const log = appendLines(EMPTY_LOG, ['a', 'b', 'c'].map(line), 2)
    expect(log.lines.map(({ number }) => number)).toEqual([2, 3])
    expect(log.total).toBe(3)
  })

  it('stay the same object when nothing came', () => {
    expect(appendLines(EMPTY_LOG, [])).toBe(EMPTY_LOG)
  })
})
