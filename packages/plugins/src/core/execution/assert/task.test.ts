import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { assertConditions } from './task.ts'

const answers = { yes: true, no: false, list: ['true', '0'] }

describe('Assert', () => {
  it('succeeds when all conditions hold', async () => {
    const outcome = await runTask(assertConditions, { conditions: ['{{ yes }}', 'true'] }, { answers })
    expect(outcome).toMatchObject({ state: 'SUCCESS', logs: [] })
  })

  it('names each condition that does not hold as it was written, and fails with the message', async () => {
    const outcome = await runTask(
      assertConditions,
      { conditions: ['{{ yes }}', '{{ no }}', '0'], errorMessage: 'stop' },
      { answers },
    )
    expect(outcome.logs).toEqual([
      { level: 'ERROR', message: 'This condition does not hold: {{ no }}' },
      { level: 'ERROR', message: 'This condition does not hold: 0' },
    ])
    expect(outcome.failure?.message).toBe('2 of 3 conditions do not hold: stop')
  })

  it('takes an expression that gives the list', async () => {
    const outcome = await runTask(assertConditions, { conditions: '{{ list }}' }, { answers })
    expect(outcome.failure?.message).toBe('1 of 2 conditions does not hold')
  })

  it('needs conditions', async () => {
    await expect(runTask(assertConditions, {})).rejects.toThrow('`conditions` is required')
  })
})
