import { isMap, p, type Rendered, type TaskContext, TaskFailure, toJsonText, type Value } from '@countersign/plugin-sdk'
import { clip } from '../execution-report/execution-report.ts'
import { connectionProperties, postToWebhook } from '../incoming-webhook.ts'

const API = 'https://api.telegram.org'

/** Longest text of a message. */
const TEXT_LENGTH = 4_096

const PARSE_MODES = { HTML: 'HTML', MARKDOWNV2: 'MarkdownV2' } as const

/** How to reach a chat of Telegram. */
export const telegramProperties = {
  token: p.secret().mandatory().describe('Token of the bot. It is a secret: keep it in one.'),
  channel: p.string().mandatory().describe('Id of the chat, or the name of a channel with its @.'),
  parseMode: p.enum(['HTML', 'MARKDOWNV2']).describe('How Telegram reads the text. Default: as it is.'),
  endpointOverride: p.string().describe('Address of another Bot API server than Telegram’s own.'),
  options: connectionProperties.options,
}

type Input = Rendered<typeof telegramProperties>

/** Sends a text to a chat. @throws TaskFailure when Telegram does not take it */
export async function sendToTelegram(context: TaskContext, input: Input, text: string): Promise<void> {
  const { token, channel, parseMode, endpointOverride, options } = input
  const url = `${(endpointOverride ?? API).replace(/\/+$/, '')}/bot${token}/sendMessage`
  const message = {
    chat_id: channel,
    text: clip(text, TEXT_LENGTH),
    ...(parseMode === undefined ? {} : { parse_mode: PARSE_MODES[parseMode] }),
  }
  const { body } = await postToWebhook(context, { url, options }, toJsonText(message), 'Telegram')
  if (!isTaken(body.toString('utf8'))) {
    throw TaskFailure.retryable('Telegram answered without saying that it took the message.', {
      code: 'WEBHOOK_REFUSED',
    })
  }
}

function isTaken(answer: string): boolean {
  try {
    // JSON holds nothing but null, booleans, numbers, texts, lists and maps.
    const value = JSON.parse(answer) as Value
    return isMap(value) && value.ok === true
  } catch {
    return false
  }
}

/** A text that reads the same whatever the parse mode is, cut so that it fits once it is escaped. */
export function escapeTelegram(text: string, parseMode: Input['parseMode']): string {
  let fitting = clip(text, TEXT_LENGTH)
  while (escapeAll(fitting, parseMode).length > TEXT_LENGTH) fitting = clip(fitting, fitting.length - 100)
  return escapeAll(fitting, parseMode)
}

function escapeAll(text: string, parseMode: Input['parseMode']): string {
  if (parseMode === 'HTML') return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  if (parseMode === 'MARKDOWNV2') return text.replaceAll(/[\\_*[\]()~`>#+\-=|{}.!]/g, '\\$&')
  return text
}
