import type { IncomingMessage } from 'node:http'
import type { CaughtField, CaughtRequest } from './caught-message.ts'
import { findLinks } from './find-links.ts'

/** Largest body that is kept; the catcher is for messages, not for files. */
export const MAX_BODY_BYTES = 1024 * 1024

/** How much of a file or a first line is kept. */
const EXCERPT_LENGTH = 200

const CREDENTIAL_HEADERS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie'])

/** The bytes of a body, or null when there are more than the catcher takes. */
export async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += chunk.length
    // What is too much is read to its end all the same: a sender that is still writing would not hear the answer.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk)
  }
  return size > MAX_BODY_BYTES ? null : Buffer.concat(chunks)
}

/** Describes a request that came in. A body that is broken is kept as text. */
export async function describeRequest(
  incoming: IncomingMessage,
  raw: Buffer,
): Promise<Omit<CaughtRequest, 'id' | 'at'>> {
  const path = (incoming.url ?? '/').split('?')[0] ?? '/'
  const contentType = incoming.headers['content-type'] ?? null
  const fields = await readFields(raw, contentType)
  const body = fields.length > 0 || raw.length === 0 ? null : raw.toString('utf8')
  const json = body === null ? undefined : parseJson(body)
  const kind = kindOf(path)
  return {
    kind,
    summary: summarise(kind, path, fields, body, json),
    links: findLinks(...fields.map(({ value }) => value), textOf(json) ?? body),
    method: incoming.method ?? '',
    path: incoming.url ?? '/',
    headers: headersOf(incoming),
    contentType,
    body,
    ...(json === undefined ? {} : { json }),
    fields,
  }
}

function kindOf(path: string): CaughtRequest['kind'] {
  const [, first] = path.split('/')
  return first === 'slack' || first === 'teams' || first === 'hr' ? first : 'http'
}

async function readFields(raw: Buffer, contentType: string | null): Promise<readonly CaughtField[]> {
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  if (contentType === null || (type !== 'multipart/form-data' && type !== 'application/x-www-form-urlencoded'))
    return []
  try {
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } }).formData()
    return await Promise.all([...form].map(([name, value]) => describeField(name, value)))
  } catch {
    return []
  }
}

async function describeField(name: string, value: string | File): Promise<CaughtField> {
  if (typeof value === 'string') return { name, value }
  const text = await value.text()
  return {
    name,
    value: excerpt(text),
    filename: value.name,
    ...(value.type === '' ? {} : { contentType: value.type }),
  }
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const shown = Object.entries(incoming.headers).filter(([name]) => !CREDENTIAL_HEADERS.has(name))
  return Object.fromEntries(shown.map(([name, value]) => [name, [value ?? ''].flat().join(', ')]))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The message text of Slack's and Teams' payloads. */
function textOf(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('text' in json)) return null
  return typeof json.text === 'string' ? json.text : null
}

function summarise(
  kind: CaughtRequest['kind'],
  path: string,
  fields: readonly CaughtField[],
  body: string | null,
  json: unknown,
): string {
  if (fields.length > 0) return excerpt(fields.map(({ name, value }) => `${name}: ${value}`).join(', '))
  const text = textOf(json) ?? body
  if (text === null || text.trim() === '') return kind === 'http' ? `an empty request to ${path}` : 'an empty message'
  return excerpt(text.trim().split('\n')[0] ?? '')
}

function excerpt(text: string): string {
  return text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}…` : text
}
