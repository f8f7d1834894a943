import type { StoredLog } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { createStoredFiles } from '../../../testing/stored-files.ts'
import { fetchLogs } from './task.ts'

const { storage, text } = createStoredFiles()
const line = (overrides: Partial<StoredLog>): StoredLog => ({
  position: 1,
  tenant: 'main',
  executionId: 'execution',
  namespace: 'company.team',
  flowId: 'flow',
  taskId: 'a',
  taskRunId: 'run',
  attempt: 0,
  at: Date.UTC(2026, 0, 2),
  level: 'INFO',
  message: 'hello "you"',
  ...overrides,
})
const executionLogs = [
  line({}),
  line({ level: 'DEBUG', message: 'quiet' }),
  line({ taskId: null, taskRunId: null, attempt: null, level: 'WARN', message: 'of the execution' }),
  line({ executionId: 'other', message: 'elsewhere' }),
]
const run = (properties: Parameters<typeof runTask>[1]) =>
  runTask(fetchLogs, properties, { context: { storage, executionLogs } })

describe('log.Fetch', () => {
  it('stores the lines of this execution from INFO up, one record on each line', async () => {
    const { outputs } = await run({})
    expect(outputs.size).toBe(2)
    expect((await text(outputs.uri)).split('\n')).toEqual([
      '{namespace:"company.team",flowId:"flow",taskId:"a",executionId:"execution",taskRunId:"run",attemptNumber:0,timestamp:"2026-01-02T00:00:00.000Z",level:"INFO",message:"hello \\"you\\""}',
      '{namespace:"company.team",flowId:"flow",executionId:"execution",timestamp:"2026-01-02T00:00:00.000Z",level:"WARN",message:"of the execution"}',
      '',
    ])
  })

  it('takes another execution, another level and the lines of some tasks', async () => {
    expect((await run({ executionId: 'other' })).outputs.size).toBe(1)
    expect((await run({ level: 'TRACE' })).outputs.size).toBe(3)
    expect((await run({ tasksId: ['a'] })).outputs.size).toBe(1)
  })

  it('wants the three names of a foreign execution together', async () => {
    expect((await run({ namespace: 'x' })).failure?.message).toContain('only with `executionId`')
    expect((await run({ namespace: 'x', flowId: 'y' })).state).toBe('FAILED')
    expect((await run({ namespace: 'x', flowId: 'y', executionId: 'other' })).state).toBe('SUCCESS')
  })
})
