import { defineTask, p } from '@countersign/plugin-sdk'
import { sendToTelegram, telegramProperties } from '../send-message.ts'

/** Sends a text to a chat of Telegram. */
export const telegramSend = defineTask({
  type: 'io.kestra.plugin.notifications.telegram.TelegramSend',
  aliases: ['io.kestra.plugin.telegram.TelegramSend'],
  title: 'Send a message with Telegram',
  description: 'Sends a text to a chat of Telegram as a bot.',
  properties: { ...telegramProperties, payload: p.string().mandatory().describe('The text.') },
  async run(context, input) {
    await sendToTelegram(context, input, input.payload)
    return {}
  },
})
