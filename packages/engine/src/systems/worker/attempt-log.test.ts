import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { executionRow, taskRunRow } from '../../testing/rows.ts'
import { AttemptLog } from './attempt-log.ts'

function logOf(minimum?: 'WARN'): AttemptLog {
  return new AttemptLog({
    execution: executionRow(),
    run: taskRunRow(),
    attempt: 2,
    minimum,
    clock: createFakeClock(),
  })
}

const asItIs = (text: string) => text

describe('the log of an attempt', () => {
  it('keeps lines from its level up, with the place that they belong to', () => {
    const log = logOf('WARN')
    log.write('INFO', 'chatter')
    log.write('WARN', 'look')
    expect(log.end(asItIs)).toEqual([
      expect.objectContaining({ level: 'WARN', message: 'look', taskId: 'task', attempt: 2, flowId: 'flow' }),
    ])
  })

  it('hands its lines over once', () => {
    const log = logOf()
    log.write('INFO', 'first')
    expect(log.take(asItIs).map((line) => line.message)).toEqual(['first'])
    log.write('INFO', 'second')
    expect(log.end(asItIs).map((line) => line.message)).toEqual(['second'])
  })

  it('masks lines that were written before the secret was known', () => {
    const log = logOf()
    log.write('INFO', 'token hunter2')
    expect(log.end((text) => text.replace('hunter2', '******'))[0]?.message).toBe('token ******')
  })

  it('cuts long lines and drops what goes beyond its measure, but no error, and says so', () => {
    const log = logOf()
    log.write('INFO', 'x'.repeat(100_000))
    for (let line = 0; line < 10_050; line += 1) log.write('INFO', 'again')
    log.write('ERROR', 'the end')
    const lines = log.end(asItIs)
    expect(lines[0]?.message.length).toBeLessThan(70_000)
    expect(lines).toHaveLength(10_002)
    expect(lines.at(-2)?.message).toBe('the end')
    expect(lines.at(-1)).toMatchObject({ level: 'WARN', message: expect.stringContaining('51 more lines') })
  })
})
