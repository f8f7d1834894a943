import type { Value } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { labels } from './task.ts'

const answers = { id: 'demo', json: '{"j": 7, "t": true}', map: { a: 'x' } }
const set = async (given: Value) => runTask(labels, { labels: given }, { answers })

describe('Labels', () => {
  it.each<[Value, unknown]>([
    [{ k: '{{ id }}' }, [{ key: 'k', value: 'demo' }]],
    [
      [
        { key: 'k{{ id }}', value: '{{ id }}' },
        { key: 'n', value: '5' },
      ],
      [
        { key: 'kdemo', value: 'demo' },
        { key: 'n', value: '5' },
      ],
    ],
    ['{"j": 7}', [{ key: 'j', value: '7' }]],
    [
      '{{ json }}',
      [
        { key: 'j', value: '7' },
        { key: 't', value: 'true' },
      ],
    ],
    ['{{ map }}', [{ key: 'a', value: 'x' }]],
    ['[{"key": "a", "value": 1}]', [{ key: 'a', value: '1' }]],
  ])('reads %j', async (given, expected) => {
    const outcome = await set(given)
    expect(outcome.failure).toBeNull()
    expect(outcome.changes.labels).toEqual(expected)
  })

  it.each<[Value, string]>([
    [{ n: 5 }, 'the value of label `n` is no text; put it in quotes'],
    [[{ key: 'n', value: 5 }], 'the value of label `n` is no text'],
    [{ 'system.x': 'y' }, "the label `system.x` is the system's own"],
    [{ ' ': 'y' }, 'a label needs a key'],
    [[{ key: 'a' }], 'every label of a list needs `key` and `value`'],
    ['plain', 'is no valid JSON: line 1, column 1'],
    ['{"a": null}', 'the value of label `a` is no text'],
    [5, 'must be a map, or a list'],
  ])('fails on %j', async (given, message) => {
    const outcome = await set(given)
    expect(outcome.state).toBe('FAILED')
    expect(outcome.failure?.message).toContain(message)
    expect(outcome.changes).toEqual({})
  })

  it('cannot be saved without labels', async () => {
    await expect(runTask(labels, {})).rejects.toThrow('`labels` is required')
  })
})
