import { defineTask, p, toJsonText, type ValueMap } from '@countersign/plugin-sdk'
import { executionProperties } from '../../execution-report/execution-properties.ts'
import { clip, type ExecutionReport, reportOn } from '../../execution-report/execution-report.ts'
import { connectionProperties, postToWebhook } from '../../incoming-webhook.ts'
import { escapeSlack } from '../slack-text.ts'

/** Longest text of a section block. */
const SECTION_LENGTH = 3_000
const COLORS = { good: 'good', warning: 'warning', bad: 'danger' } as const

/** Posts to Slack how an execution ended, or how it is. */
export const slackExecution = defineTask({
  type: 'io.kestra.plugin.notifications.slack.SlackExecution',
  aliases: ['io.kestra.plugin.slack.notifications.SlackExecution', 'io.kestra.plugin.slack.SlackExecution'],
  title: 'Tell Slack about an execution',
  description: 'Posts the state, the duration, the last task and the address of an execution to an incoming webhook.',
  properties: {
    ...connectionProperties,
    ...executionProperties,
    messageText: p.string().describe('Accepted; use customMessage.'),
    channel: p.string().describe('Where the webhook lets its sender choose: the channel.'),
    username: p.string().describe('The same: the name of the sender.'),
    iconUrl: p.string().describe('The same: address of its picture.'),
    iconEmoji: p.string().describe('The same: an emoji in the place of the picture.'),
  },
  async run(context, input) {
    const message = {
      ...slackMessage(await reportOn(context, input)),
      ...(input.channel === undefined ? {} : { channel: input.channel }),
      ...(input.username === undefined ? {} : { username: input.username }),
      ...(input.iconUrl === undefined ? {} : { icon_url: input.iconUrl }),
      ...(input.iconEmoji === undefined ? {} : { icon_emoji: input.iconEmoji }),
    }
    await postToWebhook(context, input, toJsonText(message), 'Slack')
    return {}
  },
})

function slackMessage(report: ExecutionReport): ValueMap {
  const { summary, facts, customMessage, mood } = report
  const text = `*<${summary.url}|${escapeSlack(report.title)}>*\n> ${escapeSlack(report.sentence)}`
  return {
    text,
    blocks: [
      ...(customMessage === undefined || customMessage === '' ? [] : [section(customMessage)]),
      {
        ...section(text),
        accessory: { type: 'button', text: { type: 'plain_text', text: 'Details' }, url: summary.url },
      },
    ],
    attachments: [
      {
        color: COLORS[mood],
        fields: facts.map(({ name, value }) => ({ title: name, value, short: true })),
        ts: Math.floor(summary.startedAt / 1_000),
      },
    ],
  }
}

function section(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text: clip(text, SECTION_LENGTH) } }
}
