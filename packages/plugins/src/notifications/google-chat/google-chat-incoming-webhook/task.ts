import { defineTask } from '@countersign/plugin-sdk'
import { messageOf, postToWebhook, webhookProperties } from '../../incoming-webhook.ts'

/** Posts a message to Google Chat. */
export const googleChatIncomingWebhook = defineTask({
  type: 'io.kestra.plugin.notifications.google.GoogleChatIncomingWebhook',
  aliases: ['io.kestra.plugin.googleworkspace.chat.GoogleChatIncomingWebhook'],
  title: 'Post to Google Chat',
  description: 'Posts a message to an incoming webhook of Google Chat.',
  properties: webhookProperties,
  async run(context, input) {
    await postToWebhook(context, input, messageOf(input), 'Google Chat')
    return {}
  },
})
