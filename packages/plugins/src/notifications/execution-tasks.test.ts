import type { EffectTask, ValueMap } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { AWKWARD, failedExecution } from '../testing/execution-summary.ts'
import { type LoopbackServer, startLoopbackServer } from '../testing/loopback-server.ts'
import {
  discordMessage,
  googleChatMessage,
  pagerDutyEvent,
  slackMessage,
  teamsMessageCard,
  telegramMessage,
} from '../testing/vendor-formats.ts'
import { discordExecution } from './discord/discord-execution/task.ts'
import { googleChatExecution } from './google-chat/google-chat-execution/task.ts'
import { pagerDutyExecution } from './pagerduty/pager-duty-execution/task.ts'
import { slackExecution } from './slack/slack-execution/task.ts'
import { teamsExecution } from './teams/teams-execution/task.ts'
import { telegramExecution } from './telegram/telegram-execution/task.ts'

let server: LoopbackServer
beforeAll(async () => {
  server = await startLoopbackServer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.reset()
  server.answer({ status: 200, body: '{"ok":true}' })
})

const ROUTING_KEY = 'r'.repeat(32)

/** Runs the task against the catcher and gives what it posted, checked against what the receiver takes. */
async function post<S extends z.ZodType>(
  task: EffectTask,
  format: S,
  properties: ValueMap = {},
  summary = failedExecution(),
): Promise<z.infer<S>> {
  const where = 'token' in task.properties ? { endpointOverride: server.url } : { url: server.url }
  const outcome = await runTask(
    task,
    { executionId: 'exec-1', ...where, ...properties },
    { context: { executions: [summary] }, answers: { awkward: AWKWARD } },
  )
  expect(outcome).toMatchObject({ state: 'SUCCESS', failure: null, outputs: {} })
  expect(server.requests[0]).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } })
  return format.parse(JSON.parse(server.requests[0]?.body ?? ''))
}

const telegramChat = { token: '123:hush', channel: '-100200' }
const pagerDutyService = { routingKey: ROUTING_KEY }

describe.each([
  ['Slack', slackExecution, slackMessage, {}],
  ['Teams', teamsExecution, teamsMessageCard, {}],
  ['Discord', discordExecution, discordMessage, {}],
  ['Google Chat', googleChatExecution, googleChatMessage, {}],
  ['Telegram', telegramExecution, telegramMessage, telegramChat],
  ['PagerDuty', pagerDutyExecution, pagerDutyEvent, pagerDutyService],
] as const)('An execution told to %s', (receiver, task, format, given) => {
  it('is a message that the receiver takes, with its state, its task and its page', async () => {
    const message = JSON.stringify(await post(task, format, given))
    for (const part of [
      'company.team',
      'vacation_request',
      'exec-1',
      'FAILED',
      'update_hr',
      '1 min 5 s',
      'https://flows',
    ])
      expect(message).toContain(part)
  })

  it('stays one whatever the values are, and shows them whole', async () => {
    const customFields = { Comment: '{{ awkward }}', '{{ awkward }}': 'x' }
    const message = await post(task, format, { ...given, customFields, customMessage: '{{ awkward }}' })
    expect(JSON.stringify(message)).toContain('say \\"hi\\"')
  })

  it('stays one however long the values are', async () => {
    await post(task, format, { ...given, customMessage: 'm'.repeat(20_000) })
  })

  it('is told when nothing is known of tasks', async () => {
    await post(task, format, given, failedExecution({ state: 'CREATED', lastTaskId: null, failedTaskId: null }))
  })

  it('fails with the name of the receiver when it is refused, and with nothing secret', async () => {
    server.reset()
    server.answer({ status: 403, body: 'go away' })
    const where = receiver === 'Telegram' ? { endpointOverride: server.url } : { url: `${server.url}/hush` }
    const outcome = await runTask(
      task,
      { ...where, ...given },
      { context: { executions: [failedExecution({ id: 'execution' })] } },
    )
    expect(outcome.failure).toMatchObject({
      code: 'WEBHOOK_REFUSED',
      message: `${receiver} refused the message with status 403: go away`,
    })
    expect(JSON.stringify(outcome)).not.toMatch(/hush|127\.0\.0\.1|rrrr/)
  })

  it('fails before anything is sent when there is no such execution', async () => {
    const where = receiver === 'Telegram' ? {} : { url: server.url }
    const outcome = await runTask(task, { executionId: 'gone', ...where, ...given })
    expect(outcome.failure?.code).toBe('EXECUTION_NOT_FOUND')
    expect(server.requests).toEqual([])
  })
})

describe('SlackExecution', () => {
  it('passes on where it goes and who sends it', async () => {
    const message = await post(slackExecution, slackMessage, {
      channel: '#errors',
      username: 'Flows',
      iconUrl: 'https://example.org/i.png',
      iconEmoji: ':fire:',
    })
    expect(message).toMatchObject({
      channel: '#errors',
      username: 'Flows',
      icon_url: 'https://example.org/i.png',
      icon_emoji: ':fire:',
      attachments: [{ color: 'danger' }],
    })
  })

  it('escapes what Slack would take for a link or a mention', async () => {
    const summary = failedExecution({ flowId: 'a<!channel>&b' })
    const { text } = await post(slackExecution, slackMessage, {}, summary)
    expect(text).toContain('a&lt;!channel&gt;&amp;b')
  })
})

describe('TeamsExecution', () => {
  it('shows the title of the activity and the colour', async () => {
    const looks = { themeColor: '#FF0000', activityTitle: 'Title', activitySubtitle: 'Below' }
    expect(await post(teamsExecution, teamsMessageCard, looks)).toMatchObject({
      themeColor: 'FF0000',
      sections: [{ activityTitle: 'Title', activitySubtitle: 'Below' }],
    })
  })
})

describe('DiscordExecution', () => {
  it('puts the facts into the first embed of the flow', async () => {
    const message = await post(discordExecution, discordMessage, {
      username: 'Flows',
      avatarUrl: 'https://example.org/a.png',
      content: 'Look',
      embedList: [
        { title: 'Mine', color: [255, 0, 16], authorName: 'Ana', thumbnail: 'https://example.org/t.png', footer: 'x' },
        { description: 'second', websiteUrl: 'https://example.org' },
      ],
    })
    expect(message).toMatchObject({ username: 'Flows', avatar_url: 'https://example.org/a.png', content: 'Look' })
    expect(message.embeds).toMatchObject([
      {
        title: 'Mine',
        color: 0xff0010,
        author: { name: 'Ana', icon_url: 'https://example.org/a.png' },
        footer: { text: 'Failed on task update_hr after 1 min 5 s' },
      },
      { description: 'second', url: 'https://example.org' },
    ])
  })

  it('sends a payload of the flow in its place', async () => {
    await runTask(discordExecution, { url: server.url, payload: '{"content": "mine"}' })
    expect(server.requests[0]?.body).toBe('{"content": "mine"}')
  })

  it('refuses more embeds than Discord takes', async () => {
    const embedList = Array.from({ length: 11 }, () => ({ title: 'x' }))
    const context = { executions: [failedExecution({ id: 'execution' })] }
    const outcome = await runTask(discordExecution, { url: server.url, embedList }, { context })
    expect(outcome.failure?.message).toBe('Discord takes 10 embeds in a message; embedList has 11.')
  })
})

describe('GoogleChatExecution', () => {
  it('sends the text of the flow in the place of its own', async () => {
    expect(await post(googleChatExecution, googleChatMessage, { text: 'mine' })).toEqual({ text: 'mine' })
  })
})

describe('TelegramExecution', () => {
  it.each([
    ['HTML', 'HTML', '&lt;b&gt;'],
    ['MARKDOWNV2', 'MarkdownV2', 'company\\.team'],
  ])('escapes what %s would take for more than text', async (parseMode, sent, part) => {
    const message = await post(telegramExecution, telegramMessage, {
      ...telegramChat,
      parseMode,
      customMessage: '{{ awkward }}',
    })
    expect(message).toMatchObject({ chat_id: '-100200', parse_mode: sent })
    expect(message.text).toContain(part)
    expect(server.requests[0]?.url).toBe('/bot123:hush/sendMessage')
  })

  it.each(['HTML', 'MARKDOWNV2'])('cuts no escape of %s in two', async (parseMode) => {
    const { text } = await post(telegramExecution, telegramMessage, {
      ...telegramChat,
      parseMode,
      customMessage: '&'.repeat(700) + '.'.repeat(8_000),
    })
    expect(text).toMatch(parseMode === 'HTML' ? /^(&amp;){700}\.+…$/ : /^&{700}(\\\.)+…$/)
  })
})

describe('PagerDutyExecution', () => {
  it('triggers an event with its own title', async () => {
    expect(await post(pagerDutyExecution, pagerDutyEvent, pagerDutyService)).toMatchObject({
      routing_key: ROUTING_KEY,
      event_action: 'trigger',
      payload: { severity: 'error', source: 'company.team exec-1', timestamp: '2026-01-02T03:04:05.000Z' },
    })
  })

  it('acknowledges events of a key unless it is told otherwise', async () => {
    const given = { ...pagerDutyService, deduplicationKey: 'k', payloadSummary: 'mine' }
    expect(await post(pagerDutyExecution, pagerDutyEvent, given)).toMatchObject({
      dedup_key: 'k',
      event_action: 'acknowledge',
      payload: { summary: 'mine' },
    })
    server.reset()
    expect(await post(pagerDutyExecution, pagerDutyEvent, { ...given, eventAction: 'resolve' })).toMatchObject({
      event_action: 'resolve',
    })
  })

  it('refuses a key that is too long', async () => {
    const given = { url: server.url, ...pagerDutyService, deduplicationKey: 'k'.repeat(256) }
    expect((await runTask(pagerDutyExecution, given)).failure?.code).toBe('WEBHOOK_PAYLOAD_INVALID')
  })
})
