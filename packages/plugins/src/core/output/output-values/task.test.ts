import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { outputValues } from './task.ts'

describe('OutputValues', () => {
  it('renders texts and keys at any depth and keeps other scalars', async () => {
    const values = { s: '{{ two }}', n: 5, b: true, none: null, l: ['{{ id }}', 2], m: { 'k{{ one }}': '{{ xs }}' } }
    const outcome = await runTask(outputValues, { values }, { answers: { two: 2, id: 'demo', one: 1, xs: [1, 2] } })
    expect(outcome.outputs).toEqual({
      values: { s: '2', n: 5, b: true, none: null, l: ['demo', 2], m: { k1: '[1,2]' } },
    })
  })

  it('takes an expression that gives a map', async () => {
    const outcome = await runTask(outputValues, { values: '{{ m }}' }, { answers: { m: { a: 1 } } })
    expect(outcome.outputs).toEqual({ values: { a: 1 } })
  })

  it('refuses what is no map', async () => {
    await expect(runTask(outputValues, { values: ['a'] })).rejects.toThrow('a list is no map')
  })
})
