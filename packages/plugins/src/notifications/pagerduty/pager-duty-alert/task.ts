import { defineTask } from '@countersign/plugin-sdk'
import { messageOf, postToWebhook, webhookProperties } from '../../incoming-webhook.ts'

/** Sends an event to PagerDuty. */
export const pagerDutyAlert = defineTask({
  type: 'io.kestra.plugin.notifications.pagerduty.PagerDutyAlert',
  aliases: ['io.kestra.plugin.pagerduty.PagerDutyAlert'],
  title: 'Send an event to PagerDuty',
  description: 'Sends an event to the Events API (version 2) of PagerDuty.',
  properties: webhookProperties,
  async run(context, input) {
    await postToWebhook(context, input, messageOf(input), 'PagerDuty')
    return {}
  },
})
