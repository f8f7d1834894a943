import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { setVariables } from './task.ts'

describe('SetVariables', () => {
  it('sets rendered values and merges maps with what is there', async () => {
    const outcome = await runTask(
      setVariables,
      { variables: { a: '{{ two }}', m: { y: { z: 2 } }, list: [1] } },
      { answers: { two: 2 }, context: { variables: { m: { x: 1, y: { w: 1 } }, list: [5, 6] } } },
    )
    expect(outcome.changes.variables).toEqual({ set: { a: '2', m: { x: 1, y: { w: 1, z: 2 } }, list: [1] } })
  })

  it('fails on a variable that exists when it must not overwrite', async () => {
    const properties = { variables: { a: 2, b: 3 }, overwrite: false }
    const outcome = await runTask(setVariables, properties, { context: { variables: { a: 1 } } })
    expect(outcome.failure?.message).toContain('These variables exist already: a.')
    expect((await runTask(setVariables, properties)).state).toBe('SUCCESS')
  })
})
