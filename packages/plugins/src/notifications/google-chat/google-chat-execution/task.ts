import { defineTask, p, toJsonText } from '@countersign/plugin-sdk'
import { executionProperties } from '../../execution-report/execution-properties.ts'
import { clip, type ExecutionReport, reportOn } from '../../execution-report/execution-report.ts'
import { connectionProperties, postToWebhook } from '../../incoming-webhook.ts'

/** Google Chat takes messages of 32,000 bytes in all; a character is four bytes at most. */
const TEXT_LENGTH = 4_096

/** Posts to Google Chat how an execution ended, or how it is. */
export const googleChatExecution = defineTask({
  type: 'io.kestra.plugin.notifications.google.GoogleChatExecution',
  aliases: ['io.kestra.plugin.googleworkspace.chat.GoogleChatExecution'],
  title: 'Tell Google Chat about an execution',
  description: 'Posts the state, the duration, the last task and the address of an execution.',
  properties: {
    ...connectionProperties,
    ...executionProperties,
    text: p.string().describe('A text to send in the place of ours.'),
  },
  async run(context, input) {
    const text = input.text ?? textOf(await reportOn(context, input))
    await postToWebhook(context, input, toJsonText({ text: clip(text, TEXT_LENGTH) }), 'Google Chat')
    return {}
  },
})

function textOf({ summary, title, sentence, facts, customMessage }: ExecutionReport): string {
  const lines = facts.map(({ name, value }) => `${name}: ${value}`)
  const above = customMessage === undefined || customMessage === '' ? [] : [customMessage]
  return [...above, `*<${summary.url}|${title}>*`, sentence, ...lines].join('\n')
}
