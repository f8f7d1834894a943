import { defineTask, p, type TaskContext, type Value } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'

type Work = (context: TaskContext) => Promise<Value>

/** A task that does what the test says, and gives what comes of it. */
function taskOf(works: Readonly<Record<string, Work>>) {
  return defineTask({
    type: 'test.Work',
    title: 'Work',
    description: 'Does what the test says.',
    properties: { what: p.string().mandatory() },
    run: async (context, input) => ({ outputs: { value: (await works[input.what]?.(context)) ?? null } }),
  })
}

const flowOf = (id: string, namespace = 'company.team') =>
  `{ id: ${id}, namespace: ${namespace}, tasks: [{ id: a, type: test.Work, what: ${id} }] }`

describe.each(DATABASES)('keys and values of tasks on %s', (kind) => {
  const open = useDatabase(kind)

  async function setUp(works: Readonly<Record<string, Work>>) {
    const harness = await (await open()).harness({ effects: [taskOf(works)] })
    for (const id of Object.keys(works)) await harness.save(flowOf(id))
    /** What the task gave, or why it failed. */
    const perform = async (id: string) => {
      const { id: execution } = await harness.run(id)
      const [run] = await harness.taskRuns(execution)
      const failure = run?.attempts.at(-1)?.failure
      return failure ?? (await harness.outputs(execution, 'a')).value
    }
    return { ...harness, perform }
  }

  const text = { type: 'STRING', value: 'x' } as const

  it('are written, read, listed and deleted in the namespace of the flow', async () => {
    const { perform, storage } = await setUp({
      set: async ({ kv }) => {
        await kv.set({ key: 'k', ...text, ttlMs: 1_000, description: 'd' })
        return kv.keys()
      },
      get: async ({ kv }) => ({ ...(await kv.get('k')) }),
      gone: async ({ kv }) => kv.get('gone') as Promise<null>,
      delete: async ({ kv }) => [await kv.delete('k'), await kv.delete('k')],
    })
    expect(await perform('set')).toEqual(['k'])
    expect(await perform('get')).toEqual({ key: 'k', type: 'STRING', value: 'x', revision: 1 })
    expect(await storage.kv.find('main', 'company.team', 'k')).toMatchObject({ description: 'd' })
    expect(await perform('gone')).toBeNull()
    expect(await perform('delete')).toEqual([true, false])
  })

  it('expire: they are then not listed, and reading them fails', async () => {
    const { perform, advance } = await setUp({
      set: async ({ kv }) => {
        await kv.set({ key: 'k', ...text, ttlMs: 1_000 })
        return null
      },
      get: async ({ kv }) => (await kv.get('k'))?.value ?? null,
      keys: async ({ kv }) => kv.keys(),
      replace: async ({ kv }) => {
        await kv.set({ key: 'k', ...text, overwrite: false })
        return (await kv.get('k'))?.revision ?? null
      },
      purge: async ({ kv }) => kv.purge({ inNamespace: () => true, isMeant: () => true, onlyExpired: true }),
    })
    await perform('set')
    await advance(1_000)
    expect(await perform('get')).toMatchObject({ kind: 'task', code: 'KV_EXPIRED' })
    expect(await perform('keys')).toEqual([])
    expect(await perform('replace')).toBe(2)
    expect(await perform('purge')).toBe(0)
    await perform('set')
    await advance(1_000)
    expect(await perform('purge')).toBe(1)
  })

  it('are looked for in the parents of the own namespace, by tasks and by kv()', async () => {
    const { perform, engine, caller, save, run, outputs } = await setUp({
      get: async ({ kv }) => (await kv.get('k'))?.value ?? null,
      there: async ({ kv }) => (await kv.get('k', 'company.team.sub'))?.value ?? null,
    })
    await save(`{ id: read, namespace: company.team, tasks: [{ id: a, type: test.Return, value: "{{ kv('k') }}" }] }`)
    await save(flowOf('deep', 'company.team.sub'))
    await engine.client.putKv(caller, { namespace: 'company', key: 'k', type: 'STRING', value: 'above' })
    expect(await perform('get')).toBe('above')
    expect(await outputs((await run('read')).id, 'a')).toEqual({ value: 'above' })
    expect(await perform('there')).toBeNull()
    await engine.client.putKv(caller, { namespace: 'company.team', key: 'k', type: 'STRING', value: 'own' })
    expect(await perform('get')).toBe('own')
  })

  it('of namespaces without a flow are refused', async () => {
    const { perform, save } = await setUp({
      set: async ({ kv }) => {
        await kv.set({ key: 'k', ...text, namespace: 'finance' })
        return kv.keys('finance')
      },
    })
    expect(await perform('set')).toMatchObject({ kind: 'task', code: 'NAMESPACE_NOT_ALLOWED', retryable: false })
    await save(flowOf('other', 'finance.books'))
    expect(await perform('set')).toEqual(['k'])
  })

  it('are not overwritten when that was asked for, but by the same attempt after a crash', async () => {
    const { perform, run, outputs, storage } = await setUp({
      once: async ({ kv }) => {
        await kv.set({ key: 'k', ...text, overwrite: false })
        // The same attempt again, as it is run when the process died before its result was written.
        await kv.set({ key: 'k', ...text, overwrite: false })
        return (await kv.get('k'))?.revision ?? null
      },
    })
    expect(await outputs((await run('once')).id, 'a')).toEqual({ value: 2 })
    expect(await perform('once')).toMatchObject({ code: 'KV_EXISTS' })
    expect(await storage.kv.find('main', 'company.team', 'k')).toMatchObject({ revision: 2 })
  })

  it('are refused with a key that cannot be one', async () => {
    const { perform } = await setUp({
      wrong: async ({ kv }) => {
        await kv.set({ key: '-k', ...text })
        return null
      },
    })
    expect(await perform('wrong')).toMatchObject({ kind: 'task', code: 'KV_INVALID' })
  })

  it('lose no change when many change one at once', async () => {
    const add: Work = ({ kv }) => kv.update('n', (before) => Number(before ?? 0) + 1)
    const { engine, caller, settle, storage } = await setUp({ add })
    const create = { namespace: 'company.team', flowId: 'add', inputs: new Map(), labels: [] }
    await Promise.all(Array.from({ length: 20 }, () => engine.client.createExecution(caller, create)))
    await settle()
    expect(await storage.kv.find('main', 'company.team', 'n')).toMatchObject({ type: 'NUMBER', value: 20 })
  })
})
