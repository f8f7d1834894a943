import { p, type Rendered, type TaskContext, TaskFailure, toJsonText } from '@countersign/plugin-sdk'
import type { OutboundRequest } from '../../../outbound-http/exchange.ts'
import { type EncodedBody, encodeMultipart, encodeUrlForm, type ReadingFiles } from './form-body.ts'
import { authorizationOf, limitsOf, optionsProperties, proxyOf } from './options.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'] as const

/** What a flow says of a request, in every HTTP task. */
export const requestProperties = {
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

export type RequestInput = Rendered<typeof requestProperties>

/** The request that a flow describes. @throws TaskFailure HTTP_URI_INVALID, HTTP_CHARSET_UNKNOWN, HTTP_BODY_TOO_LARGE */
export async function prepareRequest(
  context: Pick<TaskContext, 'signal' | 'services'> & ReadingFiles,
  input: RequestInput,
): Promise<OutboundRequest> {
  const url = parseUrl(input)
  const body = await encodeBody(context, input)
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
    network: context.services.network,
    name: `${input.method} ${url.origin}${url.pathname}`,
  }
}

function parseUrl(input: RequestInput): URL {
  const url = URL.parse(input.uri.trim())
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw TaskFailure.fatal('Property `uri` is no absolute http or https address.', { code: 'HTTP_URI_INVALID' })
  }
  for (const [name, value] of Object.entries(input.params ?? {})) url.searchParams.append(name, value)
  return url
}

async function encodeBody(context: ReadingFiles, input: RequestInput): Promise<EncodedBody | undefined> {
  const { formData, body, contentType } = input
  if (formData !== undefined) {
    const isMultipart = contentType?.split(';')[0]?.trim().toLowerCase() === 'multipart/form-data'
    return isMultipart ? encodeMultipart(context, formData) : encodeUrlForm(formData, contentType)
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
function headersOf(input: RequestInput, url: URL, body: EncodedBody | undefined): Record<string, string> {
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

/** True for an answer that fails no task: below 400, or allowed by the flow. */
export function isAllowedStatus({ options, allowFailed }: RequestInput, status: number): boolean {
  return status < 400 || options.allowFailed || allowFailed || options.allowedResponseCodes?.includes(status) === true
}

/** The address of an answer as outputs show it. */
export function withoutCredentials(url: URL): string {
  url.username = ''
  url.password = ''
  return url.href
}
