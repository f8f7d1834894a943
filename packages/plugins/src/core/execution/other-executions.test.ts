import type { TaskEngine, ValueMap } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it, vi } from 'vitest'
import { purgeLogs } from '../log/purge-logs/task.ts'
import { count } from './count/task.ts'
import { purgeExecutions } from './purge-executions/task.ts'
import { resume } from './resume/task.ts'

const run = (task: Parameters<typeof runTask>[0], properties: ValueMap, engine: Partial<TaskEngine>) =>
  runTask(task, properties, { context: { engine }, answers: { 'count == 0': true, 'count > 1': false } })

describe('Count', () => {
  it('counts flows that have not run as 0, and keeps those that the expression wants', async () => {
    const countExecutions = vi.fn<TaskEngine['countExecutions']>(async ({ flowId }) =>
      flowId === 'busy' ? [{ namespace: 'a', flowId, count: 3 }] : [],
    )
    const flows = [
      { namespace: 'a', flowId: 'busy' },
      { namespace: 'a', flowId: 'silent' },
    ]
    const given = {
      flows,
      states: ['SUCCESS'],
      startDate: '2026-01-01T00:00:00.123456Z',
      expression: '{{ count == 0 }}',
    }
    const outcome = await run(count, given, { countExecutions })
    expect(outcome.outputs.results).toHaveLength(2)
    expect(outcome.outputs.total).toBe(3)
    expect(countExecutions.mock.calls[0]?.[0]).toEqual({
      namespace: 'a',
      flowId: 'busy',
      states: ['SUCCESS'],
      from: Date.UTC(2026, 0, 1, 0, 0, 0, 123),
    })
    const none = await run(count, { flows, expression: '{{ count > 1 }}' }, { countExecutions })
    expect(none.outputs).toEqual({ results: [], total: 0 })
    expect(none.logs.map(({ level }) => level)).toEqual(['TRACE', 'DEBUG'])
  })

  it('counts the flows of namespaces, not of those below', async () => {
    const countExecutions = async () => [
      { namespace: 'a', flowId: 'x', count: 1 },
      { namespace: 'a.b', flowId: 'y', count: 2 },
    ]
    const outcome = await run(count, { namespaces: ['a'], expression: '{{ count == 0 }}' }, { countExecutions })
    expect(outcome.outputs).toEqual({ results: [{ namespace: 'a', flowId: 'x', count: 1 }], total: 1 })
  })

  it('needs something to count, and instants', async () => {
    expect((await run(count, { expression: 'true' }, {})).failure?.code).toBe('PROPERTY_INVALID')
    const wrong = await run(count, { namespaces: ['a'], startDate: 'yesterday', expression: 'true' }, {})
    expect(wrong.failure?.message).toContain('`startDate` is `yesterday`')
  })
})

describe('Resume', () => {
  it('answers with its inputs as they are, or without a form', async () => {
    const resumeExecution = vi.fn<TaskEngine['resumeExecution']>(async () => undefined)
    await run(resume, { executionId: 'e', inputs: { a: '3' }, namespace: 'n', flowId: 'f' }, { resumeExecution })
    await run(resume, {}, { resumeExecution })
    expect(resumeExecution.mock.calls.map(([given]) => given)).toEqual([
      { executionId: 'e', inputs: { a: '3' }, namespace: 'n', flowId: 'f' },
      { inputs: null },
    ])
  })
})

describe('PurgeExecutions and PurgeLogs', () => {
  const endDate = '2026-01-01T00:00:00Z'

  it('pass on what is meant and say how much it was', async () => {
    const purgeExec = vi.fn<TaskEngine['purgeExecutions']>(async () => ({ executions: 2, logs: 5 }))
    const given = { endDate, namespace: 'a', flowId: 'f', states: ['FAILED'] }
    expect((await run(purgeExecutions, given, { purgeExecutions: purgeExec })).outputs).toEqual({
      executionsCount: 2,
      logsCount: 5,
      storagesCount: 0,
      metricsCount: 0,
    })
    const to = Date.UTC(2026, 0, 1)
    expect(purgeExec).toHaveBeenCalledWith({ to, namespace: 'a', flowId: 'f', states: ['FAILED'] })
    const purgeLines = vi.fn<TaskEngine['purgeLogs']>(async () => 7)
    expect((await run(purgeLogs, { endDate, logLevels: ['DEBUG'] }, { purgeLogs: purgeLines })).outputs).toEqual({
      count: 7,
    })
    expect(purgeLines).toHaveBeenCalledWith({ to, levels: ['DEBUG'] })
  })

  it('refuse what would mean something else than it says', async () => {
    expect((await run(purgeExecutions, { endDate, flowId: 'f' }, {})).failure?.code).toBe('PROPERTY_INVALID')
    expect((await run(purgeExecutions, { endDate, purgeExecution: false }, {})).failure?.message).toContain('PurgeLogs')
    expect((await run(purgeLogs, { endDate, flowId: 'f' }, {})).failure?.code).toBe('PROPERTY_INVALID')
  })
})
