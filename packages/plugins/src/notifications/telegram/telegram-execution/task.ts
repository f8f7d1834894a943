import { defineTask } from '@countersign/plugin-sdk'
import { executionProperties } from '../../execution-report/execution-properties.ts'
import { reportOn } from '../../execution-report/execution-report.ts'
import { escapeTelegram, sendToTelegram, telegramProperties } from '../send-message.ts'

/** Sends to a chat of Telegram how an execution ended, or how it is. */
export const telegramExecution = defineTask({
  type: 'io.kestra.plugin.notifications.telegram.TelegramExecution',
  aliases: ['io.kestra.plugin.telegram.TelegramExecution'],
  title: 'Tell a chat of Telegram about an execution',
  description: 'Sends the state, the duration, the last task and the address of an execution as a bot.',
  properties: { ...telegramProperties, ...executionProperties },
  async run(context, input) {
    const { summary, title, sentence, facts, customMessage } = await reportOn(context, input)
    const above = customMessage === undefined || customMessage === '' ? [] : [customMessage]
    const lines = facts.map(({ name, value }) => `${name}: ${value}`)
    const text = [...above, title, sentence, ...lines, summary.url].join('\n')
    await sendToTelegram(context, input, escapeTelegram(text, input.parseMode))
    return {}
  },
})
