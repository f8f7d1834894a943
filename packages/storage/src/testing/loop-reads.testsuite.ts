import type { Execution, TaskRun, Write } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { type ContractSubject, freshTenant, write } from './contract-subject.ts'
import { SAMPLE_NOW } from './sample-records.ts'

/** What turns read of loops, and the limiter of the executions of a flow: never more than was asked for. */
export function describeLoopReads(subject: ContractSubject): void {
  describe('values of loops', () => {
    const chunkOf = ({ executionId, id }: TaskRun, chunk: number) =>
      ({ executionId, taskRunId: id, chunk, values: [`${chunk}-é`, '', '{"a":1}'] }) as const

    it('A chunk is read alone, all loops of an execution together; what was never written is empty', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const [one, other] = [0, 1].map((sequence) => records.taskRun(execution, { sequence })) as [TaskRun, TaskRun]
      const chunks = [chunkOf(one, 0), chunkOf(one, 1), chunkOf(other, 0)]
      await write(storage, ...chunks.map((row): Write => ({ kind: 'loop-values-insert', row })))

      const read = (taskRunId: string, chunk: number) =>
        storage.executions.loopValues(execution.id, { taskRunId, chunk })
      expect(await read(one.id, 1)).toEqual([chunks[1]])
      expect(await read(one.id, 2)).toEqual([])
      expect(await storage.executions.loopValues(execution.id)).toHaveLength(3)
      expect(await storage.executions.loopValues(records.id())).toEqual([])
    })
  })

  describe('outputs of one iteration', () => {
    it('They are found by the values on the way, and by nothing less', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const paths = [['a', '1'], ['a', '2'], ['b', '1'], ['a']]
      const rows = paths.map((path, sequence) => {
        const run = records.taskRun(execution, { sequence, taskId: 'each' })
        return records.outputs(run, { path, outputs: { at: path.join('/') } })
      })
      await write(storage, ...rows.map((row): Write => ({ kind: 'outputs-put', row })))

      const at = (...path: readonly string[]) => storage.executions.outputsAt(execution.id, 'each', path)
      for (const [index, path] of paths.entries()) expect(await at(...path)).toEqual(rows[index])
      expect(await at('b')).toBeNull()
      expect(await at('a', '1', 'x')).toBeNull()
      expect(await storage.executions.outputsAt(execution.id, 'other', ['a', '1'])).toBeNull()
    })
  })

  describe('slots', () => {
    it('Executions of a flow that have begun or wait for a slot come oldest first; ended and foreign ones do not', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const flow = { namespace: 'company.slots', flowId: 'limited' }
      const at = (minutes: number, part: Partial<Execution>) =>
        records.execution({ ...flow, createdAt: SAMPLE_NOW + minutes * 60_000, ...part })
      const rows = [
        at(3, { state: 'RUNNING' }),
        at(1, { state: 'QUEUED' }),
        at(2, { state: 'PAUSED', slotReleased: true, flowRevision: 7 }),
        at(0, { state: 'SUCCESS', endedAt: SAMPLE_NOW }),
        at(0, { state: 'RUNNING', flowId: 'another' }),
        at(0, { state: 'QUEUED', flowId: 'queued' }),
        at(5, { state: 'QUEUED', flowId: 'queued' }),
      ]
      await write(storage, ...rows.map((row): Write => ({ kind: 'execution-insert', row })))

      expect(await storage.executions.slotsOf(records.tenant, flow.namespace, flow.flowId)).toEqual([
        { id: rows[1]?.id, state: 'QUEUED', slotReleased: false },
        { id: rows[2]?.id, state: 'PAUSED', slotReleased: true },
        { id: rows[0]?.id, state: 'RUNNING', slotReleased: false },
      ])
      const queued = await storage.executions.queuedFlows(records.tenant)
      expect([...queued].sort((one, other) => one.flowId.localeCompare(other.flowId))).toEqual([
        flow,
        { namespace: flow.namespace, flowId: 'queued' },
      ])
      expect(await storage.executions.slotsOf('another-tenant', flow.namespace, flow.flowId)).toEqual([])
    })
  })
}
