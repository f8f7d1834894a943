import { defineTask } from '@countersign/plugin-sdk'
import { messageOf, postToWebhook, webhookProperties } from '../../incoming-webhook.ts'

/** Posts a message to Discord. */
export const discordIncomingWebhook = defineTask({
  type: 'io.kestra.plugin.notifications.discord.DiscordIncomingWebhook',
  aliases: ['io.kestra.plugin.discord.DiscordIncomingWebhook'],
  title: 'Post to Discord',
  description: 'Posts a message to a webhook of Discord.',
  properties: webhookProperties,
  async run(context, input) {
    await postToWebhook(context, input, messageOf(input), 'Discord')
    return {}
  },
})
