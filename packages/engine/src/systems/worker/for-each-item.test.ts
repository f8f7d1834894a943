import type { Storage } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { DATABASES, SHARED_DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { childrenOf, createBatchParts } from '../../testing/for-each-item.ts'

const ITEMS = 'io.kestra.plugin.core.flow.ForEachItem$ForEachItemExecutable'

const CHILD = `
id: child
namespace: company.team
inputs: [ { id: batch, type: STRING }, { id: n, type: INT } ]
tasks: [ { id: r, type: test.Return, value: "{{ read(inputs.batch) | trim }}-{{ inputs.n }}" } ]
outputs: [ { id: o, type: STRING, value: "{{ outputs.r.value }}" } ]
`
const GATED = '{ id: child, namespace: company.team, tasks: [{ id: gate, type: io.kestra.plugin.core.flow.Pause }] }'

function parent(members = ''): string {
  return `
id: parent
namespace: company.team
tasks:
  - id: fei
    type: io.kestra.plugin.core.flow.ForEachItem
    items: kestra:///any
    namespace: company.team
    flowId: child
    ${members}
`
}

const WITH_INPUTS =
  'inputs: { batch: "{{ taskrun.items }}", n: "{{ taskrun.iteration }}" }\n    labels: { n: "{{ taskrun.iteration }}" }'

describe.each(DATABASES)('ForEachItem on %s', (kind) => {
  const open = useDatabase(kind)

  it('starts an execution for each batch, which sees its items and number, and gathers the outputs in order', async () => {
    const parts = createBatchParts(60)
    const harness = await (await open()).harness({ effects: parts.effects })
    await harness.save(CHILD)
    await harness.save(parent(WITH_INPUTS))
    const { id } = await harness.run('parent')
    expect(await harness.states(id)).toEqual([
      'fei SUCCESS',
      'fei_split SUCCESS',
      'fei_items SUCCESS',
      'fei_merge SUCCESS',
    ])
    expect(parts.gathered).toEqual(Array.from({ length: 60 }, (_, index) => ({ o: `${index}-${index}` })))
    expect(await harness.outputs(id, 'fei_items')).toMatchObject({
      numberOfBatches: 60,
      iterations: { CREATED: 0, RUNNING: 0, SUCCESS: 60 },
    })
    const children = await childrenOf(harness, id)
    expect(children).toHaveLength(60)
    const [first] = children.filter((child) => child.inputs.n === 0)
    expect(first?.trigger).toMatchObject({ id: 'fei_items', type: ITEMS, variables: { taskRunIteration: 0 } })
    expect(first?.labels).toContainEqual({ key: 'n', value: '0' })
    expect(first?.labels).toContainEqual({ key: 'system.correlationId', value: id })
  })

  it('waits for people in its executions, and is killed with them', async () => {
    const harness = await (await open()).harness({ effects: createBatchParts(3).effects })
    await harness.save(GATED)
    await harness.save(parent())
    const { id } = await harness.run('parent')
    expect(await harness.outputs(id, 'fei_items')).toMatchObject({ iterations: { CREATED: 0, RUNNING: 3 } })
    const [one] = await childrenOf(harness, id)
    await harness.engine.client.decide(harness.caller, { address: { executionId: one?.id ?? '' }, inputs: null })
    await harness.settle()
    expect(await harness.outputs(id, 'fei_items')).toMatchObject({ iterations: { RUNNING: 2, SUCCESS: 1 } })
    await harness.engine.client.kill(harness.caller, id)
    await harness.settle()
    expect((await childrenOf(harness, id)).map(({ state }) => state).sort()).toEqual(['KILLED', 'KILLED', 'SUCCESS'])
    expect((await harness.execution(id)).state).toBe('KILLED')
  })

  it('restarts the executions that failed, and leaves the others alone', async () => {
    const harness = await (await open()).harness({ effects: createBatchParts(3).effects })
    await harness.save(`
id: child
namespace: company.team
inputs: [ { id: n, type: INT } ]
tasks:
  - { id: x, type: test.Fail, runIf: "{{ inputs.n == 1 and taskrun.attemptsCount == 0 }}" }
`)
    await harness.save(parent('inputs: { n: "{{ taskrun.iteration }}" }'))
    const { id } = await harness.run('parent')
    expect(await harness.states(id)).toEqual(['fei FAILED', 'fei_split SUCCESS', 'fei_items FAILED'])
    await harness.engine.client.restart(harness.caller, id)
    await harness.settle()
    expect((await harness.execution(id)).state).toBe('SUCCESS')
    const children = await childrenOf(harness, id)
    expect(children.map(({ state, attemptNumber }) => `${state} ${attemptNumber}`).sort()).toEqual([
      'SUCCESS 1',
      'SUCCESS 1',
      'SUCCESS 2',
    ])
  })

  it('waits for the execution that takes the place of one that is retried, and gathers its outputs', async () => {
    const parts = createBatchParts(2)
    const harness = await (await open()).harness({ effects: parts.effects })
    await harness.save(`
id: child
namespace: company.team
inputs: [ { id: n, type: INT } ]
retry: { type: constant, behavior: CREATE_NEW_EXECUTION, interval: PT1S, maxAttempts: 2 }
tasks:
  - { id: x, type: test.Fail, runIf: "{{ inputs.n == 0 and execution.id == execution.originalId }}" }
outputs: [ { id: o, type: STRING, value: "{{ inputs.n }}" } ]
`)
    await harness.save(parent('inputs: { n: "{{ taskrun.iteration }}" }'))
    const { id } = await harness.run('parent')
    expect(await harness.outputs(id, 'fei_items')).toMatchObject({ iterations: { RUNNING: 1, SUCCESS: 1 } })
    await harness.advance(1_000)
    expect(await harness.outputs(id, 'fei_items')).toMatchObject({ iterations: { RUNNING: 0, SUCCESS: 2 } })
    expect((await harness.execution(id)).state).toBe('SUCCESS')
    expect(parts.gathered).toEqual([{ o: '0' }, { o: '1' }])
  })

  it.each([
    ['a flow that is missing', 'flowId: child', 'flowId: missing', 'there is no flow'],
    ['wrong inputs', 'flowId: child', 'flowId: child\n    inputs: { n: many }', '`n`'],
  ])('fails with the reason when it meets %s', async (_, from, to, reason) => {
    const harness = await (await open()).harness({ effects: createBatchParts(2).effects })
    await harness.save(
      '{ id: child, namespace: company.team, inputs: [{ id: n, type: INT }], tasks: [{ id: a, type: test.Log, message: a }] }',
    )
    await harness.save(parent().replace(from, to))
    const { id } = await harness.run('parent')
    expect(await harness.states(id)).toEqual(['fei FAILED', 'fei_split SUCCESS', 'fei_items FAILED'])
    expect((await harness.messages(id)).join(' ')).toContain(reason)
    expect(await childrenOf(harness, id)).toEqual([])
  })
})

describe.each(SHARED_DATABASES)('ForEachItem in a process that dies, on %s', (kind) => {
  const open = useDatabase(kind)

  it.each([2, 3, 4, 5, 7, 10])(
    'makes each execution once and counts each end once (after %s commits)',
    async (lives) => {
      const { database, harness } = await open()
      const first = await harness({ effects: createBatchParts(5).effects, idPrefix: 'first' })
      await first.save(CHILD)
      await first.save(parent(WITH_INPUTS))
      const { commits } = database.storage
      const commit = commits.commit.bind(commits)
      let groups = 0
      commits.commit = async (units) => {
        groups += 1
        if (groups > lives) throw new Error('the process is dead')
        return commit(units)
      }
      const create = { namespace: 'company.team', flowId: 'parent', inputs: new Map(), labels: [] }
      const { id } = await first.engine.client.createExecution(first.caller, create)
      await expect.poll(() => groups).toBeGreaterThan(lives)
      await database.storage.close()

      const parts = createBatchParts(5)
      const { reopen } = database
      if (reopen === null) throw new Error('This database cannot be opened twice')
      const storage: Storage = await reopen()
      const second = await harness({ storage, files: first.files, effects: parts.effects, idPrefix: 'second' })
      await second.settle()
      expect(await second.states(id)).toEqual([
        'fei SUCCESS',
        'fei_split SUCCESS',
        'fei_items SUCCESS',
        'fei_merge SUCCESS',
      ])
      const children = await childrenOf(second, id)
      expect(children.map((child) => child.inputs.n).sort()).toEqual([0, 1, 2, 3, 4])
      expect(await second.outputs(id, 'fei_items')).toMatchObject({
        iterations: { CREATED: 0, RUNNING: 0, SUCCESS: 5 },
      })
      expect((await second.audit()).filter((action) => action === 'execution.created')).toHaveLength(6)
    },
  )
})
