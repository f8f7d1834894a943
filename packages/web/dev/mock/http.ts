import type { IncomingMessage, ServerResponse } from 'node:http'

/** A refusal of the mock server, in the shape of the API's error body. */
export class Refusal extends Error {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, code: string, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.status = status
    this.body = { message, code, requestId: 'req_mock_7f3a', fields: [], ...more }
  }
}

/** One request, with its body read. */
export interface MockRequest {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  /** Path parameters in the order of the pattern, decoded. */
  readonly params: readonly string[]
  readonly text: string
  /** Parts of a multipart body, and members of a JSON body. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly response: ServerResponse
}

/** Answers a request: a JSON value, nothing (204), or `STREAMED` when it wrote the answer itself. */
export type MockHandler = (request: MockRequest) => unknown

/** The handler has taken the answer over. */
export const STREAMED = Symbol('streamed')

/** A route of the mock: method, pattern below `/api/v1/{tenant}` or `/api/v1`, handler. */
export type MockRoute = readonly [method: string, pattern: RegExp, handler: MockHandler]

/** Reads the body of a request as text. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** The text parts of a multipart body, or the members of a JSON one. Good enough for a stage. */
export function parseFields(type: string, text: string): Readonly<Record<string, unknown>> {
  if (type.startsWith('application/json')) {
    const parsed: unknown = text === '' ? {} : JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : { items: parsed }
  }
  const boundary = /boundary=(.+)$/.exec(type)?.[1]
  if (boundary === undefined) return {}
  const fields: Record<string, unknown> = {}
  for (const part of text.split(`--${boundary}`)) {
    const name = / name="([^"]+)"/.exec(part)?.[1]
    if (name !== undefined) fields[name] = part.slice(part.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, '')
  }
  return fields
}

/** Writes one event of a stream; its kind stands in the `id` line. */
export function sendEvent(response: ServerResponse, kind: string, data: unknown): void {
  response.write(`id: ${kind}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** Starts a stream of events. */
export function startStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
}
