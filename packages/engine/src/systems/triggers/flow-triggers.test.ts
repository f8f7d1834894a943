import { describe, expect, it } from 'vitest'
import { DATABASES, SHARED_DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import type { EngineHarness } from '../../testing/harness.ts'

const UP = `
id: up
namespace: company.team
labels: { k: v }
tasks:
  - { id: a, type: test.Return, value: made }
outputs:
  - { id: o, type: STRING, value: "{{ outputs.a.value }}" }
`

function listener(id: string, trigger: string, more = ''): string {
  return `
id: ${id}
namespace: company.team
labels: { own: o }
${more}
tasks:
  - { id: r, type: test.Return, value: "{{ trigger.state }} {{ trigger.flowId }} {{ inputs }}" }
triggers:
  - { id: t, type: io.kestra.plugin.core.trigger.Flow, ${trigger} }
`
}

const AFTER_UP = 'preconditions: { id: p, flows: [ { namespace: company.team, flowId: up } ] }'

async function startedOf({ storage }: EngineHarness, flowId: string) {
  const search = { flowId: [{ operator: 'EQUALS', values: [flowId] }] } as const
  const { items } = await storage.executions.search('main', search, { page: 1, size: 100, sort: [] })
  return items.toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id))
}

describe.each(DATABASES)('Flow triggers on %s', (kind) => {
  const open = useDatabase(kind)

  it('start an execution with variables, inputs, labels and the correlation of what they follow (tr-flow-states)', async () => {
    const harness = await (await open()).harness()
    const input = 'inputs: [ { id: up, type: STRING }, { id: task, type: STRING } ]'
    const given = 'inputs: { up: "{{ trigger.outputs.o }}", task: "{{ outputs.a.value }} of {{ flow.id }}" }'
    await harness.save(listener('down', `${AFTER_UP}, ${given}, labels: { of: "{{ trigger.state }}" }`, input))
    await harness.save(UP)
    const { id } = await harness.run('up')
    const [started] = await startedOf(harness, 'down')
    expect(started).toMatchObject({
      state: 'SUCCESS',
      inputs: { up: 'made', task: 'made of down' },
      trigger: {
        id: 't',
        type: 'io.kestra.plugin.core.trigger.Flow',
        variables: {
          executionId: id,
          executionLabels: { k: 'v' },
          state: 'SUCCESS',
          namespace: 'company.team',
          flowId: 'up',
          flowRevision: 1,
          outputs: { o: 'made' },
        },
      },
      labels: [
        { key: 'own', value: 'o' },
        { key: 'of', value: 'SUCCESS' },
        { key: 'system.correlationId', value: id },
      ],
    })
    expect(await startedOf(harness, 'down')).toHaveLength(1)
    expect(await harness.storage.triggers.events(10)).toEqual([])
  })

  it('are told of the first RUNNING, of pauses and of the end, each once', async () => {
    const harness = await (await open()).harness()
    const states = 'states: [CREATED, RUNNING, PAUSED, SUCCESS, FAILED, RESTARTED]'
    await harness.save(listener('down', `${AFTER_UP}, ${states}`))
    await harness.save('id: up\nnamespace: company.team\ntasks: [ { id: w, type: io.kestra.plugin.core.flow.Pause } ]')
    const { id } = await harness.run('up')
    await harness.engine.client.decide(harness.caller, { address: { executionId: id }, inputs: null })
    await harness.settle()
    const seen = (await startedOf(harness, 'down')).map(({ trigger }) => trigger?.variables.state)
    expect(seen.toSorted()).toEqual(['PAUSED', 'RUNNING', 'SUCCESS'])
  })

  it('never follow their own flow, other flows do not concern them, and disabled ones are still', async () => {
    const harness = await (await open()).harness()
    await harness.save(listener('everything', 'when: "{{ trigger.flowId != \'disabled\' }}"'))
    await harness.save(listener('disabled', `disabled: true, ${AFTER_UP}`))
    await harness.save(UP.replace('id: up', 'id: other'))
    await harness.run('other')
    await harness.run('everything')
    expect(await startedOf(harness, 'everything')).toHaveLength(2)
    expect(await startedOf(harness, 'disabled')).toEqual([])
    await harness.engine.client.deleteFlow(harness.caller, 'company.team', 'everything')
    await harness.run('other')
    expect(await startedOf(harness, 'everything')).toHaveLength(2)
  })

  it('wait for several executions within a window, and begin anew', async () => {
    const harness = await (await open()).harness()
    const flows = 'flows: [ { namespace: company.team, flowId: up }, { namespace: company.team, flowId: other } ]'
    await harness.save(listener('down', `preconditions: { id: both, ${flows} }`))
    await harness.save(UP)
    await harness.save(UP.replace('id: up', 'id: other'))
    await harness.run('up')
    expect(await harness.storage.triggers.windows('main', 'company.team', 'down')).toMatchObject([
      { conditionId: 'both', results: ['condition_1'] },
    ])
    await harness.run('other')
    expect((await startedOf(harness, 'down')).map(({ trigger }) => trigger?.variables.flowId)).toEqual(['other'])
    expect(await harness.storage.triggers.windows('main', 'company.team', 'down')).toEqual([])
  })

  it('forget what has been true when they are changed, and keep it when something else of their flow is', async () => {
    const harness = await (await open()).harness()
    const flows = 'flows: [ { namespace: company.team, flowId: up }, { namespace: company.team, flowId: other } ]'
    const down = listener('down', `preconditions: { id: both, ${flows} }`)
    await harness.save(down)
    await harness.save(UP)
    await harness.run('up')
    const records = () => harness.storage.triggers.windows('main', 'company.team', 'down')
    await harness.save(down.replace('own: o', 'own: changed'))
    expect(await records()).toHaveLength(1)
    await harness.save(down.replace('own: o', 'own: changed').replace('id: both,', 'id: both, resetOnSuccess: false,'))
    expect(await records()).toEqual([])
  })

  it('that cannot make inputs start nothing, which the log tells, or show it when they say so', async () => {
    const harness = await (await open()).harness()
    await harness.save(listener('quiet', `${AFTER_UP}, inputs: { a: "{{ outputs.nope.value }}" }`))
    await harness.save(
      listener('loud', `${AFTER_UP}, failOnTriggerError: true, inputs: { a: "{{ outputs.nope.value }}" }`),
    )
    await harness.save(UP)
    await harness.run('up')
    expect(await startedOf(harness, 'quiet')).toEqual([])
    expect((await startedOf(harness, 'loud')).map(({ state }) => state)).toEqual(['FAILED'])
    expect(harness.logger.lines.map(({ message }) => message)).toContain('A trigger could not start its execution')
  })

  it('look at the attempts of tasks when a condition asks for them', async () => {
    const harness = await (await open()).harness()
    const retried = '{ type: io.kestra.plugin.core.condition.HasRetryAttempt, in: [SUCCESS] }'
    await harness.save(listener('down', `conditions: [ ${retried} ]`))
    await harness.save(UP)
    await harness.run('up')
    expect(await startedOf(harness, 'down')).toEqual([])
  })
})

describe.each(SHARED_DATABASES)('Flow triggers over the end of a process on %s', (kind) => {
  const open = useDatabase(kind)

  it('deal with an event that was committed and not dealt with, once', async () => {
    const { database, harness } = await open()
    const first = await harness()
    await first.save(UP)
    const { id } = await first.run('up')
    await first.save(listener('down', AFTER_UP))
    await first.engine.close()
    const event = { tenant: 'main', id: 'event-1', executionId: id, namespace: 'company.team', flowId: 'up' } as const
    const row = { ...event, state: 'SUCCESS', at: first.clock.now(), release: null } as const
    await first.storage.commits.commit([{ guards: [], writes: [{ kind: 'event-add', row }], audit: [] }])
    await first.storage.close()
    const storage = await database.reopen?.()
    if (storage === undefined) throw new Error('This database cannot be opened twice')
    const second = await harness({ storage, idPrefix: 'second' })
    await second.settle()
    expect(await startedOf(second, 'down')).toHaveLength(1)
    expect(await storage.triggers.events(10)).toEqual([])
  })
})
