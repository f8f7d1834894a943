import { executionSchema } from '@countersign/contract'
import type { TaskRun } from '@countersign/core'
import { createSampleRecords } from '@countersign/storage/testing'
import { describe, expect, it } from 'vitest'
import { createExecutionWriter } from './write-execution.ts'

const records = createSampleRecords('t')

/** A writer over an execution with so many task runs, and how many rows each read of them asked for. */
function setUp(count: number) {
  const execution = records.execution({ nextSequence: count })
  const runs = Array.from({ length: count }, (_, sequence): TaskRun => records.taskRun(execution, { sequence }))
  const limits: number[] = []
  const writer = createExecutionWriter({
    workerId: 'w',
    executions: {
      async taskRuns(_id, { after = -1, limit = Number.POSITIVE_INFINITY } = {}) {
        limits.push(limit)
        return runs.filter(({ sequence }) => sequence > after).slice(0, limit)
      },
      outputs: async () => runs.filter(({ sequence }) => sequence % 2 === 0).map((run) => records.outputs(run)),
    },
  })
  return { execution, runs, limits, writer }
}

describe('writing an execution', () => {
  it('reads its task runs in pages and gives each its own outputs', async () => {
    const { execution, runs, limits, writer } = setUp(1_201)
    const written = executionSchema.parse(JSON.parse(await writer.text(execution)))
    expect(written.taskRunList?.map(({ id }) => id)).toEqual(runs.map(({ id }) => id))
    expect(written.taskRunList?.slice(0, 2).map(({ outputs }) => outputs)).toEqual([{ value: 'done' }, {}])
    expect(limits).toEqual([500, 500, 500])
  })

  it('gives no list to one that has run nothing', async () => {
    const { execution, writer } = setUp(0)
    expect(JSON.parse(await writer.text(execution))).not.toHaveProperty('taskRunList')
  })

  it('writes what comes with the answer of a create at the end', async () => {
    const { execution, writer } = setUp(1)
    let text = ''
    for await (const piece of writer.write(execution, { url: 'http://x' })) text += piece
    expect(Object.keys(JSON.parse(text)).at(-1)).toBe('url')
  })

  it('puts several into a page of a search', async () => {
    const { execution, writer } = setUp(2)
    let text = ''
    for await (const piece of writer.writePage([execution, execution], 7)) text += piece
    const page = JSON.parse(text)
    expect([page.total, page.results.length, page.results[1].taskRunList.length]).toEqual([7, 2, 2])
  })
})
