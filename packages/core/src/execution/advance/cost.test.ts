import { describe, expect, it } from 'vitest'
import { workingSetOf } from '../../testing/execution-rows.ts'
import { SteppedExecution } from '../../testing/stepped-execution.ts'
import type { Advance } from '../turn.ts'

const SLEEP = 'io.kestra.plugin.core.flow.Sleep'
const LOG = 'io.kestra.plugin.core.log.Log'

/** A Sequential of many tasks, all but the last two of which have ended. */
function almostEnded(size: number): SteppedExecution {
  const ended = Array.from({ length: size - 2 }, (_, index) => ({ id: `t${index}`, type: LOG, message: 'hi' }))
  const last = ['busy', 'last'].map((id) => ({ id, type: SLEEP, duration: 'PT1S' }))
  const group = { id: 'group', type: 'io.kestra.plugin.core.flow.Sequential', tasks: [...ended, ...last] }
  const flow = JSON.stringify({ id: 'many', namespace: 'company.team', tasks: [group] })
  return new SteppedExecution({ flow, complete: false }).start()
}

/** How many rows a turn wrote, by table, and how large the largest was. */
function touched({ execution, changes }: Advance) {
  const counts = Object.entries(changes).map(([table, rows]) => [table, rows.length])
  const rows: readonly unknown[] = [execution, ...changes.taskRunsUpdated, ...changes.taskRunsInserted]
  return { counts: Object.fromEntries(counts), largest: Math.max(...rows.map((row) => JSON.stringify(row).length)) }
}

describe('a step', () => {
  it('touches the same rows after 10 and after 1,000 tasks', () => {
    const [few, many] = [10, 1_000].map((size) => {
      const stepped = almostEnded(size)
      const loaded = workingSetOf(stepped.rows, false).taskRuns.size
      const run = stepped.taskRun('busy')
      const result = { state: 'SUCCESS', outputs: {}, failure: null, startedAt: 0, endedAt: 0, logs: [] } as const
      const taken = stepped.turn({ kind: 'attempt-ended', taskRunId: run.id, attempt: 0, result })
      return { loaded, ...touched(taken) }
    })
    expect(few).toMatchObject({ loaded: 2, counts: { taskRunsInserted: 1, taskRunsUpdated: 2, jobsAdded: 1 } })
    expect(many?.counts).toEqual(few?.counts)
    expect(many?.loaded).toBe(few?.loaded)
    // Numbers have more digits; nothing else of a row grows.
    expect(many?.largest).toBeLessThan((few?.largest ?? 0) + 20)
  })

  it('writes a task run and its lines for a task that only computes, and nothing else', () => {
    const [few, many] = [10, 1_000].map((size) => {
      const tasks = Array.from({ length: size }, (_, index) => ({ id: `t${index}`, type: LOG, message: 'hi' }))
      const flow = JSON.stringify({ id: 'many', namespace: 'company.team', tasks })
      const taken = new SteppedExecution({ flow }).turn({ kind: 'start' })
      return { size, ...touched(taken) }
    })
    for (const { size, counts } of [few!, many!]) {
      expect(counts).toMatchObject({ taskRunsInserted: size, taskRunsUpdated: 0, outputs: 0, logs: size })
    }
    expect(many?.largest).toBeLessThan((few?.largest ?? 0) + 20)
  })
})
