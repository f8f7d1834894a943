import { runTask } from '@countersign/plugin-sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LoopbackServer, startLoopbackServer } from '../testing/loopback-server.ts'
import { telegramMessage } from '../testing/vendor-formats.ts'
import { discordIncomingWebhook } from './discord/discord-incoming-webhook/task.ts'
import { googleChatIncomingWebhook } from './google-chat/google-chat-incoming-webhook/task.ts'
import { pagerDutyAlert } from './pagerduty/pager-duty-alert/task.ts'
import { telegramSend } from './telegram/telegram-send/task.ts'

let server: LoopbackServer
beforeAll(async () => {
  server = await startLoopbackServer()
})
afterAll(() => server.close())
beforeEach(() => server.reset())

describe.each([
  ['Discord', discordIncomingWebhook],
  ['Google Chat', googleChatIncomingWebhook],
  ['PagerDuty', pagerDutyAlert],
] as const)('A message to %s', (receiver, task) => {
  it('is sent as the flow writes it', async () => {
    const payload = '{ "text": "{{ flow.id }} waits" }'
    const outcome = await runTask(task, { url: `${server.url}/hush`, payload }, { answers: { 'flow.id': 'say "hi"' } })
    expect(outcome).toMatchObject({ state: 'SUCCESS', failure: null })
    expect(server.requests[0]?.body).toBe('{"text":"say \\"hi\\" waits"}')
    expect(JSON.stringify(outcome)).not.toContain('hush')
  })

  it('can be a map, with headers of the flow', async () => {
    await runTask(task, { url: server.url, payload: { a: [1] }, options: { headers: { 'X-A': 'b' } } })
    expect(server.requests[0]).toMatchObject({ body: '{"a":[1]}', headers: { 'x-a': 'b' } })
  })

  it('fails when there is none, and with the name of the receiver when it is refused', async () => {
    expect((await runTask(task, { url: server.url })).failure?.message).toBe('There is nothing to send: set `payload`.')
    server.answer({ status: 429 })
    const outcome = await runTask(task, { url: server.url, payload: {} })
    expect(outcome.failure?.message).toBe(`${receiver} refused the message with status 429`)
  })
})

describe('TelegramSend', () => {
  const chat = { token: '123:hush', channel: '@channel', payload: 'Hello {{ name }}' }
  const send = (more = {}) =>
    runTask(telegramSend, { ...chat, endpointOverride: `${server.url}/`, ...more }, { answers: { name: 'Zoë "Z"' } })

  it('sends a text to the chat as the bot', async () => {
    server.answer({ status: 200, body: '{"ok":true,"result":{}}' })
    expect(await send({ parseMode: 'HTML' })).toMatchObject({ state: 'SUCCESS', failure: null })
    expect(server.requests[0]?.url).toBe('/bot123:hush/sendMessage')
    expect(telegramMessage.parse(JSON.parse(server.requests[0]?.body ?? ''))).toEqual({
      chat_id: '@channel',
      text: 'Hello Zoë "Z"',
      parse_mode: 'HTML',
    })
  })

  it.each(['{"ok":false}', 'hello', '[]'])('fails when the answer %j does not say that it was taken', async (body) => {
    server.answer({ status: 200, body })
    expect((await send()).failure?.message).toContain('without saying that it took the message')
  })

  it('never shows the token', async () => {
    server.answer({ status: 401, body: '{"ok":false,"description":"Unauthorized"}' })
    const outcome = await send()
    expect(outcome.failure?.message).toContain('Telegram refused the message with status 401')
    expect(JSON.stringify(outcome)).not.toContain('hush')
  })
})
