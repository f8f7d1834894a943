import { runTask } from '@countersign/plugin-sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LoopbackServer, startLoopbackServer } from '../../../testing/loopback-server.ts'
import { slackIncomingWebhook } from './task.ts'

let server: LoopbackServer
beforeAll(async () => {
  server = await startLoopbackServer()
})
afterAll(() => server.close())
beforeEach(() => server.reset())

/** The payload of the vacation approval as it stands in its YAML block: with escapes, not line breaks. */
const PAYLOAD = `{
  "channel": "#vacation-approvals",
  "text": "Review request from {{ inputs.employee }}\\n*Dates*: {{ inputs.start_date }} → {{ inputs.end_date }}\\nApprove: {{ appLink('appId') }}"
}
`

const answersFor = (employee: string) => ({
  'inputs.employee': employee,
  'inputs.start_date': '2026-07-01',
  'inputs.end_date': '2026-07-14',
  "appLink('appId')": 'http://localhost:8080/ui/main/executions/1/approval',
  "secret('SLACK_HR_WEBHOOK')": `${server.url}/services/T0/B0/hush-hush`,
})

const post = (properties: Parameters<typeof runTask>[1], employee = 'Ana') =>
  runTask(
    slackIncomingWebhook,
    { url: "{{ secret('SLACK_HR_WEBHOOK') }}", ...properties },
    { answers: answersFor(employee) },
  )

describe('SlackIncomingWebhook', () => {
  it('sends the payload as it renders, so that its escapes arrive as escapes', async () => {
    expect(await post({ payload: PAYLOAD })).toMatchObject({ state: 'SUCCESS', failure: null, outputs: {} })
    const [received] = server.requests
    expect(received).toMatchObject({
      method: 'POST',
      url: '/services/T0/B0/hush-hush',
      headers: { 'content-type': 'application/json' },
    })
    expect(received?.body).toContain('from Ana\\n*Dates*: 2026-07-01 → 2026-07-14\\nApprove:')
    expect(JSON.parse(received?.body ?? '')).toEqual({
      channel: '#vacation-approvals',
      text: 'Review request from Ana\n*Dates*: 2026-07-01 → 2026-07-14\nApprove: http://localhost:8080/ui/main/executions/1/approval',
    })
  })

  it.each(['Ana "the boss" O\'Hara', 'line one\nline two', 'C:\\x', 'x", "channel": "#all'])(
    'puts the value %j in whole, although the rendered text alone would be no JSON, or another message',
    async (employee) => {
      expect((await post({ payload: PAYLOAD }, employee)).failure).toBeNull()
      const { text, channel } = JSON.parse(server.requests[0]?.body ?? '')
      expect(channel).toBe('#vacation-approvals')
      expect(text).toContain(`Review request from ${employee}\n*Dates*`)
    },
  )

  it('sends a payload whose author escapes by hand as it renders', async () => {
    await post({ payload: '{"text": "Hi {{ inputs.employee }}"}' }, 'A \\"B\\"\\n')
    expect(server.requests[0]?.body).toBe('{"text": "Hi A \\"B\\"\\n"}')
  })

  it('fails with the place of the fault when a payload is no JSON, and sends nothing', async () => {
    const outcome = await post({ payload: '{\n  "text": "Hello",\n  "channel": {{ inputs.employee }}\n}' })
    expect(outcome.failure).toMatchObject({ kind: 'expression', retryable: false })
    expect(outcome.failure?.message).toContain(
      'Property `payload` is no valid JSON once it is rendered: line 3, column 14',
    )
    expect(server.requests).toEqual([])
  })

  it('writes a map as JSON', async () => {
    await post({ payload: { text: 'Hi {{ inputs.employee }}', unfurl_links: false } }, 'A "B"')
    expect(server.requests[0]?.body).toBe('{"text":"Hi A \\"B\\"","unfurl_links":false}')
  })

  it('sends messageText alone, and in the place of the text of a payload', async () => {
    await post({ messageText: 'Hi {{ inputs.employee }}' })
    await post({ messageText: 'Hi', payload: '{"text": "x", "channel": "#a"}' })
    expect(server.requests.map(({ body }) => body)).toEqual(['{"text":"Hi Ana"}', '{"text":"Hi","channel":"#a"}'])
  })

  it('keeps the digits of numbers, in a payload that a text is put into and in one that is rendered by its members', async () => {
    await post({ messageText: 'Hi', payload: '{"text": "x", "id": 9007199254740993, "share": 1.0}' })
    await post({ payload: '{"text": "{{ inputs.employee }}", "id": 9007199254740993, "share": 1.0}' }, 'A "B"')
    expect(server.requests.map(({ body }) => body)).toEqual([
      '{"text":"Hi","id":9007199254740993,"share":1.0}',
      '{"text":"A \\"B\\"","id":9007199254740993,"share":1.0}',
    ])
  })

  it('fails when there is nothing to send', async () => {
    expect((await post({})).failure).toMatchObject({ code: 'WEBHOOK_EMPTY' })
  })

  it.each([
    [
      'a refusal',
      () => server.answer({ status: 403, body: 'invalid_token' }),
      'Slack refused the message with status 403: invalid_token',
    ],
    ['silence', () => server.answer({ status: 200, delayMs: 5_000 }), 'Slack: the server was silent for 50 ms.'],
  ])('fails on %s and never shows the address', async (_, prepare, message) => {
    prepare()
    const outcome = await post({ messageText: 'x', options: { readTimeout: 'PT0.05S' } })
    expect(outcome.failure).toMatchObject({ message, retryable: true })
    expect(JSON.stringify(outcome)).not.toMatch(/hush|127\.0\.0\.1/)
  })

  it.each(['http://127.0.0.1:1/hush', 'hush-no-url', 'http://hush host/x'])(
    'does not show the address %j when it cannot be called',
    async (url) => {
      const outcome = await runTask(slackIncomingWebhook, { url, messageText: 'x' })
      expect(outcome.state).toBe('FAILED')
      expect(JSON.stringify(outcome)).not.toMatch(/hush|127\.0\.0\.1/)
    },
  )

  it('logs that the message was taken, without address and content', async () => {
    expect((await post({ messageText: 'private' })).logs).toEqual([
      { level: 'DEBUG', message: 'Slack took the message (18 bytes) with status 200' },
    ])
  })

  it('stops when it is aborted', async () => {
    server.answer({ status: 200, delayMs: 5_000 })
    const stop = new AbortController()
    const running = runTask(
      slackIncomingWebhook,
      { url: server.url, messageText: 'x' },
      { context: { signal: stop.signal } },
    )
    await server.nextRequest()
    stop.abort(new Error('killed'))
    expect((await running).failure?.message).toBe('killed')
  })
})
