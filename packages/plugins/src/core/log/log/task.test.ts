import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { log } from './task.ts'

describe('Log', () => {
  it('writes one line for each message, at the level given', async () => {
    const outcome = await runTask(
      log,
      { message: ['one', 'two {{ flow.id }}'], level: 'WARN' },
      { answers: { 'flow.id': 'demo' } },
    )
    expect(outcome).toMatchObject({
      state: 'SUCCESS',
      outputs: {},
      logs: [
        { level: 'WARN', message: 'one' },
        { level: 'WARN', message: 'two demo' },
      ],
    })
  })

  it('writes at INFO when no level is given', async () => {
    expect((await runTask(log, { message: 'hello' })).logs).toEqual([{ level: 'INFO', message: 'hello' }])
  })

  it.each([
    [5, '5'],
    [true, 'true'],
  ])('takes the scalar %j as its text', async (message, text) => {
    expect((await runTask(log, { message })).logs).toEqual([{ level: 'INFO', message: text }])
  })

  it('keeps a text that looks like a list as one message', async () => {
    expect((await runTask(log, { message: '{{ xs }}' }, { answers: { xs: ['a', 'b'] } })).logs).toEqual([
      { level: 'INFO', message: '["a","b"]' },
    ])
  })

  it('cannot be saved without a message, with a map as message, or with an unknown level', async () => {
    await expect(runTask(log, {})).rejects.toThrow('`message` is required')
    await expect(runTask(log, { message: { a: 1 } })).rejects.toThrow('a map is neither a text nor a list of texts')
    await expect(runTask(log, { message: 'x', level: 'LOUD' })).rejects.toThrow('Write one of TRACE, DEBUG')
  })
})
