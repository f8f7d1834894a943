import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { publishMetrics } from './task.ts'

describe('metric.Publish', () => {
  it('records each measurement, a timer in milliseconds', async () => {
    const metrics = [
      { type: 'counter', name: 'rows', value: '{{ rows }}', tags: { flow: '{{ flow.id }}' } },
      { type: 'timer', name: 'took', value: 'PT10M' },
      { type: 'timer', name: 'waited', value: 1.5 },
      { type: 'gauge', name: 'level', value: -2.5 },
    ]
    const outcome = await runTask(publishMetrics, { metrics }, { answers: { rows: 42, 'flow.id': 'demo' } })
    expect(outcome).toMatchObject({ state: 'SUCCESS', outputs: {} })
    expect(outcome.metrics).toEqual([
      { name: 'rows', type: 'counter', value: 42, tags: { flow: 'demo' } },
      { name: 'took', type: 'timer', value: 600_000, tags: {} },
      { name: 'waited', type: 'timer', value: 1_500, tags: {} },
      { name: 'level', type: 'gauge', value: -2.5, tags: {} },
    ])
  })

  it.each([
    ['counter', 'many', 'is no number'],
    ['timer', 'long', 'is no duration'],
    ['gauge', ' ', 'is empty'],
  ])('records none of them when a %s is %j', async (type, value, problem) => {
    const metrics = [
      { type: 'counter', name: 'first', value: 1 },
      { type, name: 'x', value },
    ]
    const outcome = await runTask(publishMetrics, { metrics })
    expect(outcome.failure?.message).toContain(problem)
    expect(outcome.metrics).toEqual([])
  })
})
