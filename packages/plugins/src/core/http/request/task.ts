import { defineTask, p, type Rendered, type TaskContext, TaskFailure, toJsonText } from '@countersign/plugin-sdk'
import { exchange, type OutboundRequest, type OutboundResponse } from '../../../outbound-http/exchange.ts'
import { type EncodedBody, encodeMultipart, encodeUrlForm } from './form-body.ts'
import { authorizationOf, limitsOf, optionsProperties, proxyOf } from './options.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'] as const

const properties = {
  uri: p.string().mandatory().describe('Absolute address, http or https.'),
  method: p.enum(METHODS).default('GET'),
  params: p.map(p.string()).describe('Query parameters to add to the address.'),
  body: p.any().describe('A text, sent as it is; a map or list is sent as JSON. Ignored when formData is set.'),
  formData: p.map(p.any()).describe('Fields of a form; multipart when contentType is multipart/form-data.'),
  contentType: p.string().describe('Type of the body.'),
  headers: p.map(p.string()),
  options: p.group(optionsProperties),
  sslOptions: p
    .object({ insecureTrustAllCertificates: p.boolean().default(false) })
    .describe('Earlier name of options.ssl.'),
  allowFailed: p.boolean().default(false).describe('Earlier name of options.allowFailed.'),
}

type Input = Rendered<typeof properties>

/** Longest part of a refusal's body that the failure quotes. */
const QUOTED_BODY_LENGTH = 300

/** Calls an HTTP server and gives its answer as outputs (engine.md 5.9). */
export const request = defineTask({
  type: 'io.kestra.plugin.core.http.Request',
  aliases: ['io.kestra.plugin.fs.http.Request'],
  title: 'Call an HTTP server',
  description:
    'Sends a request and gives the status, the headers (each a list) and the body (a text) of the answer. A status of 400 or ' +
    'above fails the task, unless options.allowFailed or options.allowedResponseCodes says otherwise.',
  properties,
  async run(context, input) {
    const outbound = await prepare(context, input)
    logParts(context, input, { headers: outbound.headers, body: outbound.body }, 'REQUEST')
    const response = await send(context, outbound)
    context.log('DEBUG', `${outbound.name} answered ${response.status}`)
    logParts(context, input, response, 'RESPONSE')
    refuseFailure(input, outbound, response)
    return {
      outputs: {
        uri: withoutCredentials(new URL(response.url)),
        code: response.status,
        headers: response.headers,
        body: decodeText(input, outbound, response),
      },
    }
  },
})

async function prepare(context: TaskContext, input: Input): Promise<OutboundRequest> {
  const url = parseUrl(input)
  const body = await encodeBody(input)
  return {
    url,
    method: input.method,
    headers: headersOf(input, url, body),
    body: body?.bytes,
    limits: limitsOf(input.options),
    followRedirects: input.options.followRedirects,
    trustAllCertificates: (input.options.ssl ?? input.sslOptions)?.insecureTrustAllCertificates ?? false,
    proxy: proxyOf(input.options),
    signal: context.signal,
    name: `${input.method} ${url.origin}${url.pathname}`,
  }
}

/** A second log line beside the failure, as Kestra writes it (observed: ht-refused). */
async function send(context: TaskContext, outbound: OutboundRequest): Promise<OutboundResponse> {
  try {
    return await exchange(outbound)
  } catch (error) {
    if (!context.signal.aborted) context.log('ERROR', `${outbound.name} gave no answer`)
    throw error
  }
}

function parseUrl(input: Input): URL {
  const url = URL.parse(input.uri.trim())
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw TaskFailure.fatal('Property `uri` is no absolute http or https address.', { code: 'HTTP_URI_INVALID' })
  }
  for (const [name, value] of Object.entries(input.params ?? {})) url.searchParams.append(name, value)
  return url
}

async function encodeBody(input: Input): Promise<EncodedBody | undefined> {
  const { formData, body, contentType } = input
  if (formData !== undefined) {
    const isMultipart = contentType?.split(';')[0]?.trim().toLowerCase() === 'multipart/form-data'
    return isMultipart ? encodeMultipart(formData) : encodeUrlForm(formData, contentType)
  }
  if (body === undefined || body === null) return undefined
  const charset = input.options.defaultCharset
  if (typeof body !== 'string') {
    return { bytes: Buffer.from(toJsonText(body)), contentType: contentType ?? 'application/json; charset=UTF-8' }
  }
  return { bytes: Buffer.from(body, encodingOf(charset)), contentType: contentType ?? `text/plain; charset=${charset}` }
}

/** Node writes three encodings; the rest of the world has moved to UTF-8. */
function encodingOf(charset: string): BufferEncoding {
  const name = charset.trim().toLowerCase()
  if (name === 'utf-8' || name === 'utf8') return 'utf8'
  if (name === 'iso-8859-1' || name === 'latin1' || name === 'us-ascii') return 'latin1'
  if (name === 'utf-16le') return 'utf16le'
  throw TaskFailure.fatal(`The body cannot be sent in ${JSON.stringify(charset)}; use UTF-8, ISO-8859-1 or UTF-16LE.`, {
    code: 'HTTP_CHARSET_UNKNOWN',
  })
}

/** The flow's own headers win, but for the type of a multipart body, which only we know the boundary of. */
function headersOf(input: Input, url: URL, body: EncodedBody | undefined): Record<string, string> {
  const headers = new Map<string, string>()
  const authorization = authorizationOf(input.options) ?? credentialsOf(url)
  if (authorization !== undefined) headers.set('authorization', authorization)
  if (body !== undefined) headers.set('content-type', body.contentType)
  const isMultipart = body?.contentType.startsWith('multipart/') === true
  for (const [name, value] of Object.entries(input.headers ?? {})) {
    const key = name.toLowerCase()
    if (key !== 'content-type' || !isMultipart) headers.set(key, value)
  }
  return Object.fromEntries(headers)
}

function credentialsOf(url: URL): string | undefined {
  if (url.username === '') return undefined
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  url.username = ''
  url.password = ''
  return `Basic ${Buffer.from(credentials).toString('base64')}`
}

function withoutCredentials(url: URL): string {
  url.username = ''
  url.password = ''
  return url.href
}

function refuseFailure(input: Input, outbound: OutboundRequest, response: OutboundResponse): void {
  const { options } = input
  const isAllowed =
    response.status < 400 ||
    options.allowFailed ||
    input.allowFailed ||
    options.allowedResponseCodes?.includes(response.status) === true
  if (isAllowed) return
  const text = response.body.toString('utf8').trim()
  const quoted = text.length > QUOTED_BODY_LENGTH ? `${text.slice(0, QUOTED_BODY_LENGTH)}…` : text
  throw TaskFailure.retryable(
    `${outbound.name} answered ${response.status}${quoted === '' ? '' : `: ${quoted}`}\nTo go on with such an answer set options.allowFailed.`,
    { code: 'HTTP_STATUS' },
  )
}

function decodeText(input: Input, outbound: OutboundRequest, response: OutboundResponse): string {
  const contentType = response.headers['content-type']?.[0] ?? ''
  const charset = /charset="?([^";\s]+)/i.exec(contentType)?.[1] ?? input.options.defaultCharset
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(response.body)
  } catch {
    throw TaskFailure.fatal(`The answer of ${outbound.name} is no text in ${charset}; this task gives texts only.`, {
      code: 'HTTP_RESPONSE_UNREADABLE',
    })
  }
}

const CREDENTIAL_HEADER = /^(authorization|proxy-authorization|cookie|set-cookie|.*(token|secret|api-?key).*)$/

function logParts(
  context: TaskContext,
  input: Input,
  parts: { readonly headers: Readonly<Record<string, string | readonly string[]>>; readonly body: Buffer | undefined },
  side: 'REQUEST' | 'RESPONSE',
): void {
  const wanted = input.options.logs ?? []
  if (wanted.includes(`${side}_HEADERS`)) {
    const shown = Object.entries(parts.headers).map(([name, value]) =>
      CREDENTIAL_HEADER.test(name) ? `${name}: (left out)` : `${name}: ${[value].flat().join(', ')}`,
    )
    context.log('DEBUG', `${side.toLowerCase()} headers:\n${shown.join('\n')}`)
  }
  if (wanted.includes(`${side}_BODY`)) {
    context.log('DEBUG', `${side.toLowerCase()} body:\n${parts.body?.toString('utf8') ?? ''}`)
  }
}
