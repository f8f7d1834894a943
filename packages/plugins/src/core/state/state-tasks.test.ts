import type { ValueMap } from '@countersign/plugin-sdk'
import { createMemoryTaskKv, runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { stateDelete } from './delete/task.ts'
import { stateGet } from './get/task.ts'
import { stateSet } from './set/task.ts'

function setUp(facts: { readonly flowId?: string; readonly value?: string | null } = {}) {
  const kv = createMemoryTaskKv()
  const run = (task: Parameters<typeof runTask>[0], properties: ValueMap = {}) =>
    runTask(task, properties, { context: { kv, facts } })
  return { kv, run }
}

describe('states', () => {
  it('are merged at every depth, the same added twice changing nothing', async () => {
    const { run } = setUp()
    expect((await run(stateGet)).outputs).toEqual({ count: 0, data: {} })
    const first = await run(stateSet, { data: { a: { x: 1 }, l: [1] } })
    expect(first.outputs).toEqual({ count: 2, key: 'flow_states_tasks-states_default' })
    for (const _again of [1, 2]) await run(stateSet, { data: { a: { y: 2 }, l: [2] } })
    expect((await run(stateGet)).outputs).toEqual({ count: 2, data: { a: { x: 1, y: 2 }, l: [2] } })
    expect((await run(stateDelete)).outputs).toEqual({ deleted: true })
    expect((await run(stateDelete)).outputs).toEqual({ deleted: false })
  })

  it('are apart by flow, name and value of a loop, unless they are shared', async () => {
    const { kv, run } = setUp({ flowId: 'My Flow_é', value: 'Ünsafe / value' })
    await run(stateSet, { name: 'an Import', data: { n: 1 } })
    await run(stateSet, { name: 'an Import', data: { n: 1 }, taskrunValue: false })
    await run(stateSet, { name: 'an Import', data: { n: 1 }, taskrunValue: false, namespace: true })
    const keys = kv.entries.map(({ key }) => key)
    expect(keys).toEqual([
      expect.stringMatching(/^my-flow-e_states_tasks-states_an-import_[0-9a-f]{16}$/),
      'my-flow-e_states_tasks-states_an-import',
      'states_tasks-states_an-import',
    ])
    for (const key of keys) expect(key).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/)
  })

  it('that are missing fail when they must be there', async () => {
    const { run } = setUp()
    expect((await run(stateGet, { errorOnMissing: true })).failure?.code).toBe('STATE_NOT_FOUND')
    expect((await run(stateDelete, { errorOnMissing: true })).failure?.code).toBe('STATE_NOT_FOUND')
  })
})
