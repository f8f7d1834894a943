import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Logger } from '@countersign/core'
import type { CaughtRequest } from './caught-message.ts'
import type { MessageRing } from './message-ring.ts'
import { describeRequest, MAX_BODY_BYTES, readBody } from './read-request.ts'

interface Answer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

const METHODS_WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

/** The HTTP server that plays Slack, Teams, the HR system and everything else. It is not listening yet. */
export function createHttpSide(ring: MessageRing, logger: Logger): Server {
  return createServer((incoming, outgoing) => {
    receive(incoming, ring)
      .catch((error: unknown) => {
        logger.warn('The catcher could not read a request', { error: String(error) })
        return { status: 400, contentType: 'text/plain', body: 'The request could not be read.' }
      })
      .then((answer) => send(outgoing, answer))
  })
}

async function receive(incoming: IncomingMessage, ring: MessageRing): Promise<Answer> {
  const body = await readBody(incoming)
  if (!METHODS_WITH_BODY.has(incoming.method ?? '')) {
    return {
      status: 405,
      contentType: 'text/plain',
      body: 'This is the catcher of the demo: POST what it shall catch.',
    }
  }
  if (body === null) {
    return { status: 413, contentType: 'text/plain', body: `The catcher takes ${MAX_BODY_BYTES} bytes at most.` }
  }
  const message = await describeRequest(incoming, body)
  const refusal = refuse(message)
  if (refusal !== null) return refusal
  ring.add(message)
  return ACCEPTED[message.kind]
}

/** What the receivers that it plays say to a message that they take. */
const ACCEPTED: Readonly<Record<CaughtRequest['kind'], Answer>> = {
  slack: { status: 200, contentType: 'text/plain', body: 'ok' },
  teams: { status: 202, contentType: 'text/plain', body: '' },
  hr: { status: 200, contentType: 'application/json', body: '{"ok":true}' },
  http: { status: 200, contentType: 'application/json', body: '{"ok":true}' },
}

/** Slack refuses what is no JSON object; so does its stand-in, or a broken message would pass in the demo alone. */
function refuse(message: Pick<CaughtRequest, 'kind' | 'json'>): Answer | null {
  const isObject = typeof message.json === 'object' && message.json !== null && !Array.isArray(message.json)
  if (message.kind !== 'slack' && message.kind !== 'teams') return null
  return isObject ? null : { status: 400, contentType: 'text/plain', body: 'invalid_payload' }
}

function send(outgoing: ServerResponse, { status, contentType, body }: Answer): void {
  outgoing.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }).end(body)
}
