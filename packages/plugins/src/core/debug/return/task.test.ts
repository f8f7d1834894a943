import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { returnValue } from './task.ts'

describe('Return', () => {
  it('gives the rendered text and logs it at DEBUG', async () => {
    const outcome = await runTask(returnValue, { format: 'x{{ flow.id }}' }, { answers: { 'flow.id': 'demo' } })
    expect(outcome.outputs).toEqual({ value: 'xdemo' })
    expect(outcome.logs).toEqual([{ level: 'DEBUG', message: 'xdemo' }])
  })

  it.each([{}, { format: null }])('has no output and no log with %j', async (properties) => {
    expect(await runTask(returnValue, properties)).toMatchObject({ state: 'SUCCESS', outputs: {}, logs: [] })
  })

  it('gives an empty text for an expression that gives nothing', async () => {
    expect((await runTask(returnValue, { format: '{{ n }}' }, { answers: { n: null } })).outputs).toEqual({ value: '' })
  })

  it('fails when its expression fails', async () => {
    const outcome = await runTask(returnValue, { format: '{{ inputs.nope }}' })
    expect(outcome).toMatchObject({ state: 'FAILED', outputs: {}, logs: [] })
  })
})
