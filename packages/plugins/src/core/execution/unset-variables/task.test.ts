import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { unsetVariables } from './task.ts'

const context = { variables: { a: 1, b: 2 } }

describe('UnsetVariables', () => {
  it('removes the variables named', async () => {
    const outcome = await runTask(unsetVariables, { variables: ['a', '{{ n }}'] }, { answers: { n: 'b' }, context })
    expect(outcome.changes.variables).toEqual({ unset: ['a', 'b'] })
  })

  it('fails on one that does not exist, unless that is ignored', async () => {
    const outcome = await runTask(unsetVariables, { variables: ['a', 'c'] }, { context })
    expect(outcome.failure?.message).toContain('These variables do not exist: c.')
    expect((await runTask(unsetVariables, { variables: ['c'], ignoreMissing: true }, { context })).state).toBe(
      'SUCCESS',
    )
  })
})
