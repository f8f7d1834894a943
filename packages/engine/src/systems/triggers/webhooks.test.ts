import { describe, expect, it } from 'vitest'
import type { WebhookCall } from '../../client.ts'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'

const FLOW = `
id: hook
namespace: company.team
inputs:
  - { id: name, type: STRING, defaults: nobody }
tasks:
  - { id: a, type: test.Return, value: "{{ inputs.name }} {{ trigger.body ?? 'none' }}" }
triggers:
  - { id: plain, type: io.kestra.plugin.core.trigger.Webhook, key: key-1 }
  - { id: secret, type: io.kestra.plugin.core.trigger.Webhook, key: "{{ secret('HOOK') }}", inputs: { name: "{{ trigger.body.name }}" } }
  - { id: broken, type: io.kestra.plugin.core.trigger.Webhook, key: "{{ secret('NONE') }}" }
  - { id: off, type: io.kestra.plugin.core.trigger.Webhook, key: key-off, disabled: true }
  - id: picky
    type: io.kestra.plugin.core.trigger.Webhook
    key: key-cond
    wait: true
    returnOutputs: true
    conditions:
      - { type: io.kestra.plugin.core.condition.Expression, expression: "{{ trigger.body.go == 'yes' }}" }
`

function call(key: string, body?: WebhookCall['variables']['body']): WebhookCall {
  return {
    tenant: 'main',
    namespace: 'company.team',
    flowId: 'hook',
    key,
    variables: { ...(body === undefined ? {} : { body }), headers: {}, parameters: {} },
    origin: { door: 'api', ip: '127.0.0.1' },
  }
}

describe.each(DATABASES)('webhooks on %s', (kind) => {
  const open = useDatabase(kind)

  async function saved() {
    const harness = await (await open()).harness({ secrets: { HOOK: 'from-secret' } })
    await harness.save(FLOW)
    return harness
  }

  it('start an execution for whoever has the key', async () => {
    const harness = await saved()
    const answer = await harness.engine.client.callWebhook(call('key-1', { name: 'Ada' }))
    if (answer.kind !== 'started') throw new Error('nothing was started')
    await harness.settle()
    expect(answer).toMatchObject({ wait: false, returnOutputs: false, execution: { state: 'CREATED' } })
    expect(await harness.execution(answer.execution.id)).toMatchObject({
      state: 'SUCCESS',
      inputs: { name: 'nobody' },
      trigger: { id: 'plain', variables: { body: { name: 'Ada' }, headers: {}, parameters: {} } },
      labels: [{ key: 'system.from', value: 'trigger' }, { key: 'system.correlationId' }],
      createdBy: { kind: 'trigger', id: 'company.team.hook.plain' },
    })
    expect(await harness.outputs(answer.execution.id, 'a')).toEqual({ value: 'nobody {"name":"Ada"}' })
  })

  it('take keys from secrets, and give inputs from what was sent', async () => {
    const harness = await saved()
    const answer = await harness.engine.client.callWebhook(call('from-secret', { name: 'Ada' }))
    if (answer.kind !== 'started') throw new Error('nothing was started')
    expect(answer.execution).toMatchObject({ inputs: { name: 'Ada' }, trigger: { id: 'secret' } })
  })

  it('start nothing unless their conditions hold; what breaks does not hold', async () => {
    const harness = await saved()
    const { client } = harness.engine
    expect(await client.callWebhook(call('key-cond', { go: 'no' }))).toEqual({ kind: 'refused' })
    expect(await client.callWebhook(call('key-cond'))).toEqual({ kind: 'refused' })
    expect(await client.callWebhook(call('key-cond', { go: 'yes' }))).toMatchObject({
      kind: 'started',
      wait: true,
      returnOutputs: true,
    })
  })

  it.each([
    ['a wrong key', call('nope'), 'WEBHOOK_NOT_FOUND'],
    ['a disabled webhook', call('key-off'), 'WEBHOOK_NOT_FOUND'],
    ['an empty key', call(''), 'WEBHOOK_NOT_FOUND'],
    ['another flow', { ...call('key-1'), flowId: 'other' }, 'FLOW_NOT_FOUND'],
    ['another tenant', { ...call('key-1'), tenant: 'other' }, 'FLOW_NOT_FOUND'],
  ])('are not found by %s, and never say what their key is', async (_, wrong, code) => {
    const harness = await saved()
    const refused = harness.engine.client.callWebhook(wrong)
    await expect(refused).rejects.toMatchObject({ code })
    await expect(refused).rejects.not.toThrow(/key-1|from-secret|nope/)
    expect(JSON.stringify(harness.logger.lines)).not.toMatch(/key-1|from-secret/)
  })

  it('of a disabled flow are refused', async () => {
    const harness = await saved()
    await harness.save(`disabled: true\n${FLOW}`)
    await expect(harness.engine.client.callWebhook(call('key-1'))).rejects.toMatchObject({ code: 'FLOW_DISABLED' })
  })
})
