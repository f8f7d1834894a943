import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { fail } from './task.ts'

describe('Fail', () => {
  it('fails with its message; the engine writes the only log line', async () => {
    const outcome = await runTask(fail, { errorMessage: 'no stock of {{ sku }}' }, { answers: { sku: 'A1' } })
    expect(outcome).toMatchObject({
      state: 'FAILED',
      failure: { message: 'no stock of A1', retryable: true },
      logs: [],
    })
  })

  it('has a message of its own when none is given', async () => {
    expect((await runTask(fail, {})).failure?.message).toBe('Task failure')
  })

  it('succeeds when its condition does not hold', async () => {
    expect(await runTask(fail, { condition: '{{ c }}' }, { answers: { c: false } })).toMatchObject({
      state: 'SUCCESS',
      logs: [],
    })
  })

  it('logs its message and fails when its condition holds', async () => {
    const outcome = await runTask(fail, { condition: true, errorMessage: 'because' })
    expect(outcome).toMatchObject({
      state: 'FAILED',
      failure: { message: 'The condition holds: because' },
      logs: [{ level: 'ERROR', message: 'because' }],
    })
  })
})
