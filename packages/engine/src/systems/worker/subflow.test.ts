import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import type { EngineHarness } from '../../testing/harness.ts'

const CHILD = `
id: child
namespace: company.team
labels: { team: child }
inputs:
  - { id: n, type: INT, defaults: 1 }
tasks:
  - { id: r, type: test.Return, value: "{{ inputs.n }} {{ trigger.flowId }}" }
outputs:
  - { id: o, type: STRING, value: "{{ outputs.r.value }}" }
`

function parent(properties: string): string {
  return `
id: parent
namespace: company.team
labels: { team: parent, more: yes }
tasks:
  - { id: sub, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, ${properties} }
  - { id: after, type: test.Log, message: "after {{ outputs.sub.state }}" }
errors:
  - { id: sorry, type: test.Log, message: sorry }
`
}

describe.each(DATABASES)('Subflow on %s', (kind) => {
  const open = useDatabase(kind)

  async function childrenOf({ storage }: EngineHarness, id: string) {
    const page = await storage.executions.search('main', { parentExecutionId: id }, { page: 1, size: 10, sort: [] })
    return page.items
  }

  it('starts the child with rendered inputs and labels, waits, and takes its outputs', async () => {
    const harness = await (await open()).harness()
    const { save, run, execution, states, outputs, audit } = harness
    await save(CHILD)
    await save(parent(`flowId: child, inputs: { n: "{{ 21 }}" }, labels: { extra: "{{ flow.id }}" }`))
    const { id } = await run('parent')
    expect((await execution(id)).state).toBe('SUCCESS')
    expect(await states(id)).toEqual(['sub SUCCESS', 'after SUCCESS'])
    const [child] = await childrenOf(harness, id)
    expect(await outputs(id, 'sub')).toEqual({
      executionId: child?.id,
      state: 'SUCCESS',
      outputs: { o: '21 parent' },
    })
    expect(child?.labels).toEqual([
      { key: 'team', value: 'child' },
      { key: 'system.correlationId', value: id },
      { key: 'extra', value: 'parent' },
    ])
    expect(child?.trigger).toMatchObject({ id: 'sub', variables: { executionId: id, taskId: 'sub', flowRevision: 1 } })
    expect((await audit()).filter((action) => action === 'execution.created')).toHaveLength(2)
  })

  it('does not wait when it is told so', async () => {
    const harness = await (await open()).harness()
    const { save, run, execution, outputs } = harness
    await save(`
id: child
namespace: company.team
tasks: [{ id: gate, type: io.kestra.plugin.core.flow.Pause }]
`)
    await save(parent('flowId: child, wait: false'))
    const { id } = await run('parent')
    expect((await execution(id)).state).toBe('SUCCESS')
    expect(await outputs(id, 'sub')).toMatchObject({ state: 'CREATED' })
    expect((await childrenOf(harness, id))[0]?.state).toBe('PAUSED')
  })

  it('takes the failure of its child over', async () => {
    const { save, run, execution, states } = await (await open()).harness()
    await save('{ id: child, namespace: company.team, tasks: [{ id: f, type: test.Fail }] }')
    await save(parent('flowId: child'))
    const { id } = await run('parent')
    expect((await execution(id)).state).toBe('FAILED')
    expect(await states(id)).toEqual(['sub FAILED', 'sorry SUCCESS'])
  })

  it.each([
    ['a flow that is missing', 'flowId: nothing', 'there is no flow'],
    ['a revision that is missing', 'flowId: child, revision: 7', 'with revision 7'],
    ['wrong inputs', 'flowId: child, inputs: { n: many }', '`n`'],
    ['an expression that fails', 'flowId: child, inputs: { n: "{{ nowhere.x }}" }', 'nowhere'],
  ])('fails with the reason, and runs the error branch, when it meets %s', async (_, properties, reason) => {
    const harness = await (await open()).harness()
    const { save, run, execution, states, messages } = harness
    await save(CHILD)
    await save(parent(properties))
    const { id } = await run('parent')
    expect((await execution(id)).state).toBe('FAILED')
    expect(await states(id)).toEqual(['sub FAILED', 'sorry SUCCESS'])
    expect((await messages(id)).join(' ')).toContain(reason)
    expect(await childrenOf(harness, id)).toEqual([])
  })

  it('goes on when a person answers in the child', async () => {
    const harness = await (await open()).harness()
    const { save, run, engine, caller, execution, settle } = harness
    await save('{ id: child, namespace: company.team, tasks: [{ id: gate, type: io.kestra.plugin.core.flow.Pause }] }')
    await save(parent('flowId: child'))
    const { id } = await run('parent')
    expect((await execution(id)).state).toBe('RUNNING')
    const [child] = await childrenOf(harness, id)
    await engine.client.decide(caller, { address: { executionId: child?.id ?? '' }, inputs: null })
    await settle()
    expect((await execution(id)).state).toBe('SUCCESS')
  })
})

const GIVES_R = '{ id: child, namespace: company.team, tasks: [{ id: r, type: test.Return, value: v }] }'

describe.each(DATABASES)('the deprecated outputs of a Subflow on %s', (kind) => {
  const open = useDatabase(kind)

  it.each([
    ['are rendered where the child ends', GIVES_R, { k: 'v of child' }],
    ['count for nothing when the child declares outputs', CHILD, { o: '1 parent' }],
  ])('%s', async (_, child, expected) => {
    const harness = await (await open()).harness()
    await harness.save(child)
    await harness.save(parent('flowId: child, outputs: { k: "{{ outputs.r.value }} of {{ flow.id }}" }'))
    const { id } = await harness.run('parent')
    expect(await harness.outputs(id, 'sub')).toMatchObject({ state: 'SUCCESS', outputs: expected })
  })

  it('fail the task when they cannot be rendered', async () => {
    const harness = await (await open()).harness()
    await harness.save(GIVES_R)
    await harness.save(parent('flowId: child, outputs: { k: "{{ outputs.nothing.value }}" }'))
    const { id } = await harness.run('parent')
    expect(await harness.states(id)).toEqual(['sub FAILED', 'sorry SUCCESS'])
    expect((await harness.messages(id)).join(' ')).toContain('Failed to extract outputs')
  })

  it('restarts with a new child when it is told so', async () => {
    const harness = await (await open()).harness()
    await harness.save('{ id: child, namespace: company.team, tasks: [{ id: f, type: test.Fail }] }')
    await harness.save(parent('flowId: child, restartBehavior: NEW_EXECUTION'))
    const { id } = await harness.run('parent')
    await harness.save(GIVES_R)
    await harness.engine.client.restart(harness.caller, id)
    await harness.settle()
    expect((await harness.execution(id)).state).toBe('SUCCESS')
    const page = { page: 1, size: 10, sort: [] }
    const { items } = await harness.storage.executions.search('main', { parentExecutionId: id }, page)
    expect(items.map(({ state }) => state).sort()).toEqual(['FAILED', 'SUCCESS'])
  })
})
