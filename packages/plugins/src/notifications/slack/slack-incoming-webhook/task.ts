import { defineTask } from '@countersign/plugin-sdk'
import { messageOf, postToWebhook, textWebhookProperties } from '../../incoming-webhook.ts'
import { slackMessageOf } from '../slack-text.ts'

/** Posts a message to Slack, or to anything that takes Slack's incoming webhooks. */
export const slackIncomingWebhook = defineTask({
  type: 'io.kestra.plugin.notifications.slack.SlackIncomingWebhook',
  aliases: ['io.kestra.plugin.slack.notifications.SlackIncomingWebhook', 'io.kestra.plugin.slack.SlackIncomingWebhook'],
  title: 'Post to Slack',
  description: 'Posts a message to an incoming webhook of Slack, Mattermost or Rocket.Chat.',
  properties: textWebhookProperties,
  async run(context, input) {
    const { payload, messageText } = input
    const isTextAlone = payload === undefined && messageText !== undefined
    await postToWebhook(context, input, isTextAlone ? slackMessageOf(messageText) : messageOf(input), 'Slack')
    return {}
  },
})
