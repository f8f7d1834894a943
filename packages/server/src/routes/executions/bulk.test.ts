import { AppError, type Execution, type ExecutionStore } from '@countersign/core'
import { createSampleRecords } from '@countersign/storage/testing'
import { describe, expect, it } from 'vitest'
import { actOnIds, actOnMatching } from './bulk.ts'

const records = createSampleRecords('t')

function storeOf(executions: readonly Execution[]): ExecutionStore {
  const find: ExecutionStore['find'] = async (_tenant, id) => executions.find((one) => one.id === id) ?? null
  const search: ExecutionStore['search'] = async (_tenant, _search, { page, size }) => ({
    items: executions.slice((page - 1) * size, page * size),
    total: executions.length,
  })
  // Bulk calls use nothing else of the store.
  return { find, search } as ExecutionStore
}

const call = { tenant: 't', permit: () => {} }
const anything = { refusal: 'invalid bulk kill', obstacle: () => null }

describe('a bulk call', () => {
  it('by query takes every page of what matched when it began', async () => {
    const executions = Array.from({ length: 2_345 }, () => records.execution())
    const done: string[] = []
    const action = { ...anything, act: async ({ id }: Execution) => done.push(id) }
    const source = { query: {}, body: undefined, now: 0 }
    const result = await actOnMatching({ executions: storeOf(executions), call }, source, action)
    expect(result).toEqual({ count: 2_345 })
    expect(done).toEqual(executions.map(({ id }) => id))
  })

  it('says which ones somebody else was faster with, and how many were done', async () => {
    const executions = [records.execution(), records.execution()]
    const late = executions[1]?.id ?? ''
    const act = async ({ id }: Execution) => {
      if (id === late) throw new AppError('EXECUTION_FINISHED', `Execution ${id} has ended`)
    }
    const ids = executions.map(({ id }) => id)
    const acting = actOnIds({ executions: storeOf(executions), call }, ids, { ...anything, act })
    await expect(acting).rejects.toMatchObject({
      code: 'BULK_INVALID',
      message: 'invalid bulk kill: 1 were done, 1 changed meanwhile',
      obstacles: [{ id: late }],
    })
  })

  it('does not take a bug for an obstacle', async () => {
    const execution = records.execution()
    const act = async () => Promise.reject(new Error('broken'))
    const acting = actOnIds({ executions: storeOf([execution]), call }, [execution.id], { ...anything, act })
    await expect(acting).rejects.toThrow('broken')
  })

  it('does nothing in a namespace that the caller may not act in', async () => {
    const execution = records.execution({ namespace: 'secret.place' })
    const done: string[] = []
    const permit = (namespace: string) => {
      throw new AppError('FORBIDDEN', namespace)
    }
    const acting = actOnIds({ executions: storeOf([execution]), call: { tenant: 't', permit } }, [execution.id], {
      ...anything,
      act: async ({ id }) => done.push(id),
    })
    await expect(acting).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(done).toEqual([])
  })
})
