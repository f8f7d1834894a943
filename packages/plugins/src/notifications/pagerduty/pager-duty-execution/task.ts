import { defineTask, p, TaskFailure, toJsonText, type ValueMap } from '@countersign/plugin-sdk'
import { executionProperties } from '../../execution-report/execution-properties.ts'
import { clip, type ExecutionReport, reportOn } from '../../execution-report/execution-report.ts'
import { connectionProperties, postToWebhook } from '../../incoming-webhook.ts'

/** Longest summary and key that PagerDuty takes. */
const SUMMARY_LENGTH = 1_024
const KEY_LENGTH = 255

const SEVERITIES = { good: 'info', warning: 'warning', bad: 'error' } as const

/** Sends an event to PagerDuty that tells how an execution ended, or how it is. */
export const pagerDutyExecution = defineTask({
  type: 'io.kestra.plugin.notifications.pagerduty.PagerDutyExecution',
  aliases: ['io.kestra.plugin.pagerduty.PagerDutyExecution'],
  title: 'Tell PagerDuty about an execution',
  description: 'Sends an event with the state, the duration, the last task and the address of an execution.',
  properties: {
    ...connectionProperties,
    ...executionProperties,
    routingKey: p.secret().mandatory().describe('Integration key of a service of PagerDuty.'),
    deduplicationKey: p.string().describe('Events of one key belong together.'),
    eventAction: p
      .enum(['trigger', 'acknowledge', 'resolve'])
      .describe('Default: acknowledge with a deduplicationKey, else trigger.'),
    payloadSummary: p.string().describe('Title of the event. Default: the flow and its state.'),
  },
  async run(context, input) {
    const { deduplicationKey = '' } = input
    if (deduplicationKey.length > KEY_LENGTH) {
      const message = `PagerDuty takes a deduplicationKey of ${KEY_LENGTH} characters; this one has ${deduplicationKey.length}.`
      throw TaskFailure.fatal(message, { code: 'WEBHOOK_PAYLOAD_INVALID' })
    }
    const event = {
      routing_key: input.routingKey,
      ...(deduplicationKey === '' ? {} : { dedup_key: deduplicationKey }),
      event_action: input.eventAction ?? (deduplicationKey === '' ? 'trigger' : 'acknowledge'),
      ...contentOf(await reportOn(context, input), input.payloadSummary, context.now()),
    }
    await postToWebhook(context, input, toJsonText(event), 'PagerDuty')
    return {}
  },
})

function contentOf(report: ExecutionReport, payloadSummary: string | undefined, now: number): ValueMap {
  const { summary, title, sentence, facts, customMessage, mood } = report
  const details = Object.fromEntries(facts.map(({ name, value }) => [name, value]))
  return {
    payload: {
      summary: clip(payloadSummary ?? `${title}: ${sentence}`, SUMMARY_LENGTH),
      source: `${summary.namespace} ${summary.id}`,
      severity: SEVERITIES[mood],
      timestamp: new Date(now).toISOString(),
      custom_details: customMessage === undefined ? details : { ...details, Message: customMessage },
    },
    links: [{ href: summary.url, text: sentence }],
  }
}
