import { executionSchema } from '@countersign/contract'
import type { TaskRun } from '@countersign/core'
import { createSampleRecords } from '@countersign/storage/testing'
import { describe, expect, it } from 'vitest'
import { createExecutionWriter, type WrittenJson } from './write-execution.ts'

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

async function textOf(written: WrittenJson): Promise<string> {
  if ('text' in written) return written.text
  let text = ''
  for await (const piece of written.stream) text += piece
  return text
}

describe('writing an execution', () => {
  it('reads its task runs in pages and gives each its own outputs', async () => {
    const { execution, runs, limits, writer } = setUp(1_201)
    const written = executionSchema.parse(JSON.parse(await writer.text(execution)))
    expect(written.taskRunList?.map(({ id }) => id)).toEqual(runs.map(({ id }) => id))
    expect(written.taskRunList?.slice(0, 2).map(({ outputs }) => outputs)).toEqual([{ value: 'done' }, {}])
    expect(limits).toEqual([500, 500, 201])
  })

  it('gives no list to one that has run nothing, and reads none', async () => {
    const { execution, limits, writer } = setUp(0)
    expect(JSON.parse(await writer.text(execution))).not.toHaveProperty('taskRunList')
    expect(limits).toEqual([])
  })

  it('writes what comes with the answer of a create at the end', async () => {
    const { execution, writer } = setUp(1)
    const text = await textOf(await writer.write(execution, { url: 'http://x' }))
    expect(Object.keys(JSON.parse(text)).at(-1)).toBe('url')
  })

  it('streams what is large and gives what is small at once', async () => {
    for (const [count, member] of [
      [500, 'text'],
      [501, 'stream'],
    ] as const) {
      const { execution, runs, writer } = setUp(count)
      const written = await writer.write(execution)
      expect(written).toHaveProperty(member)
      expect(JSON.parse(await textOf(written)).taskRunList).toHaveLength(runs.length)
    }
  })

  it('puts several into a page of a search', async () => {
    const { execution, writer } = setUp(2)
    const page = JSON.parse(await textOf(await writer.writePage([execution, execution], 7)))
    expect([page.total, page.results.length, page.results[1].taskRunList.length]).toEqual([7, 2, 2])
  })
})
