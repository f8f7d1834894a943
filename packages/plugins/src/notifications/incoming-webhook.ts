import { isMap, p, parseJson, type Rendered, type TaskContext, TaskFailure, toJsonText } from '@countersign/plugin-sdk'
import { DEFAULT_LIMITS, exchange, type OutboundResponse } from '../outbound-http/exchange.ts'
import { payloadProperty } from './payload-property.ts'

const optionsProperties = {
  headers: p.map(p.string()).describe('Headers to send beside the content type.'),
  connectTimeout: p.duration().default(DEFAULT_LIMITS.connectTimeoutMs),
  readTimeout: p.duration().default(10_000).describe('How long the receiver may stay silent.'),
  readIdleTimeout: p.duration().describe('Accepted; use readTimeout.'),
  connectionPoolIdleTimeout: p.duration().describe('Accepted; every message has a connection of its own.'),
  maxContentLength: p.int({ min: 0 }).default(DEFAULT_LIMITS.maxResponseBytes),
  defaultCharset: p.string().describe('Accepted; messages are sent in UTF-8.'),
}

/** How to reach a receiver of messages. */
export const connectionProperties = {
  url: p.secret().mandatory().describe('Address of the webhook. It is a secret: keep it in one.'),
  options: p.group(optionsProperties),
}

/** The properties of every task that posts what the flow says to an incoming webhook. */
export const webhookProperties = { ...connectionProperties, payload: payloadProperty }

/** With a text alone as a short form. */
export const textWebhookProperties = {
  ...webhookProperties,
  messageText: p.string().describe('The text of the message; with a payload it takes the place of its `text`.'),
}

type Connection = Rendered<typeof connectionProperties>

/** Longest part of a refusal that the failure quotes. */
const QUOTED_LENGTH = 200

/**
 * Posts JSON to an incoming webhook. `receiver` is what messages call the other side: the address never shows, because whoever
 * has it can post.
 * @returns what the receiver said
 * @throws TaskFailure when nobody answers, or the receiver refuses.
 */
export async function postToWebhook(
  context: TaskContext,
  { url, options }: Connection,
  message: string,
  receiver: string,
): Promise<OutboundResponse> {
  const body = Buffer.from(message, 'utf8')
  const response = await exchange({
    url: parseUrl(url),
    method: 'POST',
    headers: { 'content-type': 'application/json', ...lowerCaseNames(options.headers ?? {}) },
    body,
    limits: {
      connectTimeoutMs: options.connectTimeout,
      idleTimeoutMs: options.readTimeout,
      maxResponseBytes: options.maxContentLength,
    },
    followRedirects: true,
    trustAllCertificates: false,
    proxy: undefined,
    signal: context.signal,
    network: context.services.network,
    name: receiver,
  })
  if (response.status >= 400) throw refusal(receiver, response)
  context.log('DEBUG', `${receiver} took the message (${body.length} bytes) with status ${response.status}`)
  return response
}

/**
 * The message of a task that gets it from the flow.
 * @throws TaskFailure when there is none
 */
export function messageOf({ payload, messageText }: { payload: string | undefined; messageText?: string | undefined }) {
  if (messageText === undefined) {
    if (payload !== undefined) return payload
    throw TaskFailure.fatal('There is nothing to send: set `payload`.', { code: 'WEBHOOK_EMPTY' })
  }
  if (payload === undefined) return toJsonText({ text: messageText })
  // A payload that was rendered is valid JSON: its property saw to that.
  const message = parseJson(payload)
  if (isMap(message)) return toJsonText({ ...message, text: messageText })
  throw TaskFailure.fatal('`payload` must be a map when `messageText` is set too.', { code: 'WEBHOOK_PAYLOAD_INVALID' })
}

function parseUrl(text: string): URL {
  const url = URL.parse(text.trim())
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url
  throw TaskFailure.fatal('Property `url` is no absolute http or https address.', { code: 'WEBHOOK_URL_INVALID' })
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function refusal(receiver: string, response: OutboundResponse): TaskFailure {
  const text = response.body.toString('utf8').trim()
  const quoted = text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}…` : text
  return TaskFailure.retryable(
    `${receiver} refused the message with status ${response.status}${quoted === '' ? '' : `: ${quoted}`}`,
    { code: 'WEBHOOK_REFUSED' },
  )
}
