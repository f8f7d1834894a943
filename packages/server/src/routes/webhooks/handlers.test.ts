import { routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

const FLOW = `id: hook
namespace: team.api
labels: { team: ops }
tasks:
  - id: ret
    type: io.kestra.plugin.core.debug.Return
    format: "{{ trigger.body ?? 'none' }}"
outputs:
  - { id: answer, type: STRING, value: "{{ outputs.ret.value }}" }
triggers:
  - { id: wh, type: io.kestra.plugin.core.trigger.Webhook, key: key-1234 }
  - { id: secret, type: io.kestra.plugin.core.trigger.Webhook, key: "{{ secret('GREETING') }}" }
  - id: picky
    type: io.kestra.plugin.core.trigger.Webhook
    key: key-cond
    conditions:
      - { type: io.kestra.plugin.core.condition.Expression, expression: "{{ trigger.body.go == 'yes' }}" }
  - { id: waiting, type: io.kestra.plugin.core.trigger.Webhook, key: key-wait, wait: true }
  - { id: outputs, type: io.kestra.plugin.core.trigger.Webhook, key: key-out, wait: true, returnOutputs: true }
  - { id: text, type: io.kestra.plugin.core.trigger.Webhook, key: key-text, wait: true, returnOutputs: true, responseContentType: text/plain, responseCode: 201 }
`

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  await test.saveFlow(FLOW)
})
afterAll(() => test.close())

const HOOK = '/api/v1/main/executions/webhook/team.api/hook'

interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  readonly payload?: string
  readonly type?: string
}

/** Calls a webhook without a login. */
function call(key: string, { method = 'POST', payload, type }: Sent = {}) {
  return test.send({
    as: null,
    method,
    url: `${HOOK}/${key}`,
    ...(payload === undefined ? {} : { payload }),
    headers: { 'x-custom': 'h1', ...(type === undefined ? {} : { 'content-type': type }) },
  })
}

describe('a webhook', () => {
  it('starts an execution for whoever knows the key, and tells the reduced form of it', async () => {
    const answer = await call('key-1234?a=1&a=2', { payload: '{"name":"Ada"}', type: 'application/json' })
    expect(expectAnswer(routes.webhooks.post, 200, answer)).toMatchObject({
      tenantId: 'main',
      namespace: 'team.api',
      flowId: 'hook',
      flowRevision: 1,
      trigger: {
        id: 'wh',
        type: 'io.kestra.plugin.core.trigger.Webhook',
        variables: {
          body: { name: 'Ada' },
          headers: { 'x-custom': ['h1'], 'content-type': ['application/json'] },
          parameters: { a: ['1', '2'] },
        },
      },
      labels: [
        { key: 'team', value: 'ops' },
        { key: 'system.from', value: 'trigger' },
        { key: 'system.correlationId', value: answer.json().id },
      ],
      state: { current: 'CREATED' },
      url: `http://test.local/ui/main/executions/team.api/hook/${answer.json().id}`,
    })
    expect(Object.keys(answer.json())).not.toContain('inputs')
    await test.idle()
    const read = await test.send({ url: `/api/v1/main/executions/${answer.json().id}` })
    expect(read.json()).toMatchObject({ state: { current: 'SUCCESS' }, outputs: { answer: '{"name":"Ada"}' } })
  })

  it.each([
    ['a list', { payload: '[1,2]', type: 'application/json' }, [1, 2]],
    ['broken JSON', { payload: '{oops', type: 'application/json' }, '{oops'],
    ['a scalar', { payload: '7', type: 'application/json' }, '7'],
    ['JSON of another type', { payload: '{"a":1}', type: 'text/plain' }, { a: 1 }],
    ['a form', { payload: 'a=1&b=2', type: 'application/x-www-form-urlencoded' }, 'a=1&b=2'],
    ['XML', { payload: '<a/>', type: 'application/xml' }, '<a/>'],
    ['nothing', {}, undefined],
    ['nothing on GET', { method: 'GET' as const }, undefined],
    ['a PUT', { method: 'PUT' as const, payload: 'text', type: 'text/plain' }, 'text'],
  ])('takes %s', async (_, sent, body) => {
    const answer = await call('key-1234', sent)
    expect(answer.statusCode).toBe(200)
    expect(answer.json().trigger.variables.body).toEqual(body)
    expect(answer.json().trigger.variables.parameters).toEqual({})
  })

  it('tells no secrets, not even sealed', async () => {
    const sealing = FLOW.replace('id: hook', 'id: sealing').replace('type: STRING', 'type: SECRET')
    await test.saveFlow(sealing)
    const to = (key: string) =>
      test.send({ as: null, method: 'POST', url: `${HOOK.replace('/hook', '/sealing')}/${key}`, payload: 'pin 4711' })
    const masked = { answer: { type: 'io.kestra.datatype:aes_encrypted', value: '******' } }
    expect((await to('key-wait')).json().outputs).toEqual(masked)
    expect((await to('key-out')).json()).toEqual(masked)
  })

  it('takes the fields of a multipart form as a map', async () => {
    const answer = await test.send({ as: null, method: 'POST', url: `${HOOK}/key-1234`, form: { a: '1', b: 'two' } })
    expect(answer.json().trigger.variables.body).toEqual({ a: '1', b: 'two' })
  })

  it('has a form without a tenant, and takes a key from a secret', async () => {
    const url = HOOK.replace('/main', '')
    expect((await test.send({ as: null, method: 'POST', url: `${url}/key-1234` })).statusCode).toBe(200)
    expect((await call('hello-secret')).json()).toMatchObject({ trigger: { id: 'secret' } })
  })

  it('is not found by another key, nor in another flow or tenant, and never says which keys there are', async () => {
    const wrong = await call('nope')
    expect([wrong.statusCode, wrong.json().code]).toEqual([404, 'WEBHOOK_NOT_FOUND'])
    const flow = await test.send({ as: null, method: 'POST', url: `${HOOK.replace('/hook', '/other')}/key-1234` })
    expect([flow.statusCode, flow.json().code]).toEqual([404, 'FLOW_NOT_FOUND'])
    const tenant = await test.send({ as: null, method: 'POST', url: `${HOOK.replace('main', 'nobody')}/key-1234` })
    expect(tenant.statusCode).toBe(400)
    expect((await call('key-1234/more')).statusCode).toBe(401)
    expect(test.logged.join('\n')).not.toMatch(/key-1234|hello-secret/)
  })

  it('answers 409 without a body when its conditions do not hold', async () => {
    const refused = await call('key-cond', { payload: '{"go":"no"}', type: 'application/json' })
    expect([refused.statusCode, refused.body]).toEqual([409, ''])
    expect((await call('key-cond', { payload: '{"go":"yes"}', type: 'application/json' })).statusCode).toBe(200)
  })

  it('waits for the end, and answers with the outputs, when the trigger says so', async () => {
    expect((await call('key-wait')).json()).toMatchObject({
      state: { current: 'SUCCESS' },
      outputs: { answer: 'none' },
    })
    expect((await call('key-out', { payload: 'hi', type: 'text/plain' })).json()).toEqual({ answer: 'hi' })
    const text = await call('key-text', { payload: 'token-1', type: 'text/plain' })
    expect([text.statusCode, text.headers['content-type'], text.body]).toEqual([201, 'text/plain', 'token-1'])
  })

  it('does nothing for other methods', async () => {
    const before = (await test.send({ url: '/api/v1/main/executions/search' })).json().total
    expect((await call('key-1234', { method: 'DELETE' })).statusCode).toBe(405)
    expect((await call('key-1234', { method: 'HEAD' })).statusCode).toBe(405)
    expect((await test.send({ url: '/api/v1/main/executions/search' })).json().total).toBe(before)
  })
})
