import type { ValueMap } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { createStoredFiles } from '../../../testing/stored-files.ts'
import { storeIteration } from './store-iteration.ts'

const { storage, text } = createStoredFiles()
const store = (outputs: readonly ValueMap[]) =>
  runTask(storeIteration, { outputs }, { context: { storage }, answers: { n: 1 } })

describe('The part of a Loop that stores', () => {
  it('writes the outputs of an iteration with their types', async () => {
    const done = await store([
      { id: 'a', type: 'INT', value: '{{ n }}' },
      { id: 'b', value: 'x' },
    ])
    expect(await text(done.outputs.uri)).toBe('{a:1,b:"x"}\n')
  })

  it('fails for one that cannot be made, and leaves it out when it is optional', async () => {
    const wrong = { id: 'a', type: 'INT', value: 'x' }
    expect((await store([wrong])).failure?.message).toContain('`a`')
    const { outputs, logs } = await store([{ ...wrong, required: false }])
    expect(await text(outputs.uri)).toBe('{}\n')
    expect(logs).toMatchObject([{ level: 'WARN' }])
  })

  it('never writes a secret', async () => {
    expect((await store([{ id: 's', type: 'SECRET', value: 'x' }])).failure?.message).toContain('fetchType: FETCH')
  })
})
