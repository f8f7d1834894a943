import { type NetworkRules, TaskFailure } from '@countersign/plugin-sdk'
import type { Dispatcher } from 'undici'
import { decodeContent } from './decode-content.ts'
import { describeNetworkError } from './network-error.ts'
import { createNetworkGuard, type NetworkGuard } from './network-guard.ts'

/** How far a request may go. Times in milliseconds, sizes in bytes. */
export interface ExchangeLimits {
  readonly connectTimeoutMs: number
  /** How long the server may stay silent. */
  readonly idleTimeoutMs: number
  readonly maxResponseBytes: number
}

/** What Kestra allows when a flow says nothing (engine.md 5.9). */
export const DEFAULT_LIMITS: ExchangeLimits = {
  connectTimeoutMs: 60_000,
  idleTimeoutMs: 300_000,
  maxResponseBytes: 10 * 1024 * 1024,
}

/** An HTTP proxy on the way. */
export interface HttpProxy {
  readonly address: string
  readonly port: number
  readonly username: string | undefined
  readonly password: string | undefined
}

/** One request, complete. */
export interface OutboundRequest {
  readonly url: URL
  readonly method: Dispatcher.HttpMethod
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
  readonly limits: ExchangeLimits
  readonly followRedirects: boolean
  readonly trustAllCertificates: boolean
  readonly proxy: HttpProxy | undefined
  readonly signal: AbortSignal
  /** Which addresses may not be called: `context.services.network`. */
  readonly network: NetworkRules | undefined
  /** What messages call the other side; an address that is secret must not be in it. */
  readonly name: string
}

/** What came back. Header names are lower case; `url` is where the last redirect led. */
export interface OutboundResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly body: Buffer
  readonly url: string
}

const MAX_REDIRECTS = 10

/**
 * Sends one request and reads the whole answer, whatever its status is.
 * @throws TaskFailure when nothing came back, or more than allowed. Retryable unless it is the size. When the signal was
 * aborted, its reason is thrown.
 */
export async function exchange(outbound: OutboundRequest): Promise<OutboundResponse> {
  // Loaded with the first request: a server whose flows send none does without its 10 MB.
  const undici = await import('undici')
  const connections = openConnections(outbound, undici)
  try {
    const response = await sendRequest(outbound, connections, undici)
    const headers = listHeaders(response.headers)
    const pieces: Uint8Array[] = []
    for await (const piece of decodeContent(response.body, headers['content-encoding'], outbound)) pieces.push(piece)
    return {
      status: response.statusCode,
      headers,
      body: Buffer.concat(pieces),
      url: lastUrl(response.context, outbound.url),
    }
  } catch (error) {
    throw toTaskFailure(error, outbound)
  } finally {
    // Destroying also ends an answer that was not read to its end.
    await connections.destroy()
  }
}

/** Sends the request; the answer's body is still to be read. */
export function sendRequest(
  outbound: OutboundRequest,
  connections: Dispatcher,
  { request, interceptors }: Pick<typeof import('undici'), 'request' | 'interceptors'>,
): Promise<Dispatcher.ResponseData> {
  const dispatcher = outbound.followRedirects
    ? connections.compose(interceptors.redirect({ maxRedirections: MAX_REDIRECTS, throwOnMaxRedirect: true }))
    : connections
  return request(outbound.url, {
    dispatcher,
    method: outbound.method,
    headers: { ...outbound.headers },
    body: outbound.body ?? null,
    headersTimeout: outbound.limits.idleTimeoutMs,
    bodyTimeout: outbound.limits.idleTimeoutMs,
    signal: outbound.signal,
  })
}

/**
 * Connections of one request alone.
 * @throws TaskFailure HTTP_FORBIDDEN when the proxy may not be called, HTTP_PROXY_INVALID when its address is none
 */
export function openConnections(
  outbound: OutboundRequest,
  undici: Pick<typeof import('undici'), 'Agent' | 'ProxyAgent'>,
): Dispatcher {
  const guard = createNetworkGuard(outbound.network, outbound.name)
  const agent = createAgent(outbound, guard, undici)
  return guard === undefined ? agent : agent.compose(checkHosts(guard))
}

/** Checks the host of every request, also of those that redirects lead to; what names lead to is checked when they are looked up. */
function checkHosts(guard: NetworkGuard): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    guard.check(new URL(String(options.origin)).hostname)
    return dispatch(options, handler)
  }
}

function createAgent(
  { limits, trustAllCertificates, proxy, name }: OutboundRequest,
  guard: NetworkGuard | undefined,
  { Agent, ProxyAgent }: Pick<typeof import('undici'), 'Agent' | 'ProxyAgent'>,
): Dispatcher {
  const lookup = guard === undefined ? {} : { lookup: guard.lookup }
  const options = {
    connect: { timeout: limits.connectTimeoutMs, rejectUnauthorized: !trustAllCertificates, ...lookup },
    connections: 1,
    pipelining: 0,
  }
  if (proxy === undefined) return new Agent(options)
  const uri = proxyUrl(proxy, name)
  // The host as it is called: an address may be written as one number, or with a user before it.
  guard?.check(uri.hostname)
  const credentials = proxy.username === undefined ? undefined : `${proxy.username}:${proxy.password ?? ''}`
  return new ProxyAgent({
    ...options,
    uri: uri.href,
    proxyTls: { timeout: limits.connectTimeoutMs, ...lookup },
    requestTls: { rejectUnauthorized: !trustAllCertificates },
    ...(credentials === undefined ? {} : { token: `Basic ${Buffer.from(credentials).toString('base64')}` }),
  })
}

function proxyUrl({ address, port }: HttpProxy, name: string): URL {
  const url = URL.parse(`http://${address}:${port}`)
  if (url !== null) return url
  throw TaskFailure.fatal(
    `${name}: \`options.proxy\` leads nowhere; \`address\` is the name of a host, or its address.`,
    {
      code: 'HTTP_PROXY_INVALID',
    },
  )
}

/** Every header as a list, names in lower case. */
export function listHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, readonly string[]> {
  const lists: Record<string, readonly string[]> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) lists[name.toLowerCase()] = Array.isArray(value) ? value : [value]
  }
  return lists
}

/** The failure of an answer that is larger than the flow allows. */
export function tooLarge({ name, limits }: Pick<OutboundRequest, 'name' | 'limits'>): TaskFailure {
  const message = `${name} answered with more than ${limits.maxResponseBytes} bytes; raise options.maxContentLength.`
  return TaskFailure.fatal(message, { code: 'HTTP_RESPONSE_TOO_LARGE' })
}

/** Where the last redirect led. */
export function lastUrl(context: unknown, first: URL): string {
  const history =
    typeof context === 'object' && context !== null && 'history' in context && Array.isArray(context.history)
      ? context.history
      : []
  return String(history.at(-1) ?? first)
}

/** What a failed exchange throws: the reason of the signal once it is aborted, else a TaskFailure. */
export function toTaskFailure(error: unknown, outbound: OutboundRequest): unknown {
  if (outbound.signal.aborted) return outbound.signal.reason
  if (error instanceof TaskFailure) return error
  return TaskFailure.retryable(`${outbound.name}: ${describeNetworkError(error, outbound.limits)}.`, {
    code: 'HTTP_NO_ANSWER',
  })
}
