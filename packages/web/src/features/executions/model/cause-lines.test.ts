import type { LogEntry, TaskRun } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { causeLines } from './cause-lines.ts'

function line(message: string, taskRunId?: string, attemptNumber: number | null = null): LogEntry {
  return {
    namespace: 'n',
    flowId: 'f',
    executionId: 'e',
    timestamp: '2026-11-24T00:00:00Z',
    level: 'ERROR',
    message,
    ...(taskRunId === undefined ? {} : { taskRunId }),
    attemptNumber,
  }
}

const RUN: TaskRun = {
  id: 'r',
  executionId: 'e',
  namespace: 'n',
  flowId: 'f',
  taskId: 't',
  outputs: null,
  state: { current: 'FAILED', histories: [], startDate: '2026-11-24T00:00:00Z' },
}

const told = (lines: readonly LogEntry[], run: TaskRun | null) => causeLines(lines, run).map(({ message }) => message)

describe('the lines about a failure', () => {
  it('are those of the last attempt of the task run', () => {
    const lines = [line('first', 'r', 1), line('other', 'x', 2), line('second', 'r', 2), line('again', 'r', 2)]
    expect(told(lines, RUN)).toEqual(['second', 'again'])
  })

  it('are all of the task run when none names an attempt', () => {
    expect(told([line('one', 'r'), line('other', 'x'), line('two', 'r')], RUN)).toEqual(['one', 'two'])
  })

  it('are all of the execution when the task run wrote nothing, or none failed', () => {
    expect(told([line('other', 'x')], RUN)).toEqual(['other'])
    expect(told([line('one'), line('other', 'x')], null)).toEqual(['one', 'other'])
  })
})
