import { defineTask } from '@countersign/plugin-sdk'
import { messageOf, postToWebhook, textWebhookProperties } from '../../incoming-webhook.ts'

/** Posts a message to Microsoft Teams. */
export const teamsIncomingWebhook = defineTask({
  type: 'io.kestra.plugin.notifications.teams.TeamsIncomingWebhook',
  aliases: [
    'io.kestra.plugin.microsoft365.teams.TeamsIncomingWebhook',
    'io.kestra.plugin.microsoft365.teams.notifications.TeamsIncomingWebhook',
  ],
  title: 'Post to Microsoft Teams',
  description: 'Posts a message to an incoming webhook or a workflow address of Microsoft Teams.',
  properties: textWebhookProperties,
  async run(context, input) {
    await postToWebhook(context, input, messageOf(input), 'Teams')
    return {}
  },
})
