import { defineTask } from '@countersign/plugin-sdk'
import { postToWebhook, webhookProperties } from '../../incoming-webhook.ts'

/** Posts a message to Slack, or to anything that takes Slack's incoming webhooks. */
export const slackIncomingWebhook = defineTask({
  type: 'io.kestra.plugin.notifications.slack.SlackIncomingWebhook',
  aliases: ['io.kestra.plugin.slack.notifications.SlackIncomingWebhook', 'io.kestra.plugin.slack.SlackIncomingWebhook'],
  title: 'Post to Slack',
  description: 'Posts a message to an incoming webhook of Slack, Mattermost or Rocket.Chat.',
  properties: webhookProperties,
  async run(context, input) {
    await postToWebhook(context, input, 'Slack')
    return {}
  },
})
