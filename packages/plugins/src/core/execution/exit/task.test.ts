import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { exit } from './task.ts'

describe('Exit', () => {
  it.each([
    [{}, 'SUCCESS'],
    [{ state: 'WARNING' }, 'WARNING'],
    [{ state: 'FAILED' }, 'FAILED'],
    [{ state: 'KILLED' }, 'KILLED'],
    [{ state: 'CANCELED' }, 'CANCELLED'],
    [{ state: 'CANCELLED' }, 'CANCELLED'],
  ])('with %j asks the engine to end the execution as %s', async (properties, expected) => {
    expect((await runTask(exit, properties)).changes).toEqual({ exit: expected })
  })

  it('cannot be saved with a state that does not end an execution', async () => {
    await expect(runTask(exit, { state: 'PAUSED' })).rejects.toThrow('"PAUSED" is none of its values')
  })
})
