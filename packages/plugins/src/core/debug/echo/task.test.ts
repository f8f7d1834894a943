import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { echo } from './task.ts'

describe('Echo', () => {
  it('writes its text at the level given', async () => {
    const outcome = await runTask(echo, { format: 'hi {{ n }}', level: 'ERROR' }, { answers: { n: 'Ana' } })
    expect(outcome).toMatchObject({ state: 'SUCCESS', logs: [{ level: 'ERROR', message: 'hi Ana' }] })
  })

  it('needs a text', async () => {
    await expect(runTask(echo, {})).rejects.toThrow('`format` is required')
  })
})
