import { CLIENT_HEADER, type ClientName } from '../client-header.ts'
import type { HttpMethod, RouteScope } from '../route.ts'
import { API_PREFIX } from '../route-path.ts'
import { ApiError, clientError, toApiError } from './api-error.ts'
import { readServerSentEvents, type ServerSentEvent } from './server-sent-events.ts'

/** How a client proves who it is: the browser's session cookie, a password, or a service account's token. */
export type ClientAuth =
  | { readonly kind: 'cookie' }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }

/** The part of `fetch` that the client uses. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>

export interface ClientOptions {
  /** Scheme and authority, with a context path if there is one; empty in a page that the server itself serves. */
  readonly baseUrl: string
  /** Default: the global `fetch`. */
  readonly fetch?: FetchFunction
  /** Default: the browser's cookie. */
  readonly auth?: ClientAuth
  /** The tenant of all calls. Without it paths have no tenant, which means `main`. */
  readonly tenant?: string
  /** The door that the audit log names. Default `api`. */
  readonly name?: ClientName
  /** Reads JSON; give the lossless codec of core where long numbers must survive. Default `JSON.parse`. */
  readonly parseJson?: (text: string) => unknown
}

/** Values of a query; lists are repeated, undefined is left out. */
export type QueryValues = Readonly<Record<string, unknown>>

/** What a call may carry besides its arguments. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

/** One request, before tenant, login and encoding are added. */
export interface TransportRequest {
  readonly method: HttpMethod
  readonly scope: RouteScope
  /** Below the scope's prefix, already encoded: made by `pathOf`. */
  readonly path: string
  readonly query?: QueryValues | undefined
  /** `json` is stringified; a text body needs its `type`. */
  readonly body?:
    | { readonly kind: 'json'; readonly value: unknown }
    | { readonly kind: 'text'; readonly type: string; readonly text: string }
    | { readonly kind: 'form'; readonly form: FormData }
    | undefined
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly accept?: string
  readonly signal?: AbortSignal | undefined
}

/** Sends requests and turns answers into values or `ApiError`s. */
export interface Transport {
  /** The parsed JSON of the answer. */
  json<T>(request: TransportRequest): Promise<T>
  /** The text of the answer. */
  text(request: TransportRequest): Promise<string>
  /** The bytes of the answer. */
  blob(request: TransportRequest): Promise<Blob>
  /** For answers without a body. */
  send(request: TransportRequest): Promise<void>
  /** The events of a stream, their data parsed. */
  events(request: TransportRequest): AsyncGenerator<{ readonly kind: string; readonly data: unknown }, void, void>
}

/**
 * Builds a path of encoded segments: pathOf`/flows/${namespace}/${id}`. A segment that is empty, `.` or `..` would name
 * another route and is refused with `PATH_INVALID`.
 */
export function pathOf(texts: TemplateStringsArray, ...segments: readonly string[]): string {
  return texts.reduce((path, text, index) => {
    const segment = segments[index - 1] ?? ''
    if (segment === '' || segment === '.' || segment === '..') {
      throw clientError(
        'PATH_INVALID',
        `“${segment}” cannot stand in the path ${texts.join('…')}: give a name or an id.`,
      )
    }
    return path + encodeURIComponent(segment) + text
  })
}

/** Creates the transport of a client. */
export function createTransport(options: ClientOptions): Transport {
  const parseJson = options.parseJson ?? JSON.parse

  async function answerOf(request: TransportRequest): Promise<Response> {
    const response = await exchange(options, request)
    if (response.ok) return response
    throw toApiError({
      status: response.status,
      text: await response.text(),
      requestId: response.headers.get('x-request-id'),
      parseJson,
    })
  }

  function parse(text: string, response: Response): unknown {
    try {
      return parseJson(text)
    } catch (cause) {
      const message = `The answer of ${response.url} is not JSON: is that address a Countersign server?`
      throw new ApiError({ status: response.status, code: 'UNEXPECTED_ANSWER', message, body: text, cause })
    }
  }

  return {
    async json<T>(request: TransportRequest): Promise<T> {
      const response = await answerOf(request)
      // The server's tests hold its answers against the schemas; checking again here would put zod into every page.
      return parse(await response.text(), response) as T
    },
    async text(request) {
      return (await answerOf(request)).text()
    },
    async blob(request) {
      return (await answerOf({ ...request, accept: 'application/octet-stream' })).blob()
    },
    async send(request) {
      await (await answerOf(request)).arrayBuffer()
    },
    async *events(request) {
      const response = await answerOf({ ...request, accept: 'text/event-stream' })
      if (response.body === null) return
      for await (const { id, data } of guarded(readServerSentEvents(response.body), request)) {
        yield { kind: id, data: parse(data, response) }
      }
    },
  }
}

/** Names a broken connection; an abort by the caller stays what it is. */
async function* guarded(events: AsyncGenerator<ServerSentEvent, void, void>, request: TransportRequest) {
  try {
    yield* events
  } catch (cause) {
    if (request.signal?.aborted === true) throw cause
    throw clientError('STREAM_LOST', 'The connection to the server was lost; follow again.', cause)
  }
}

async function exchange(options: ClientOptions, request: TransportRequest): Promise<Response> {
  const url = urlOf(options, request)
  const send = options.fetch ?? globalThis.fetch
  try {
    return await send(url, initOf(options, request))
  } catch (cause) {
    if (request.signal?.aborted === true) throw cause
    throw clientError('CONNECTION_FAILED', `No answer from ${options.baseUrl || 'the server'}: is it running?`, cause)
  }
}

function initOf(options: ClientOptions, request: TransportRequest): RequestInit {
  const { body } = request
  const headers: Record<string, string> = { accept: request.accept ?? 'application/json' }
  headers[CLIENT_HEADER] = options.name ?? 'api'
  const login = loginOf(options.auth)
  if (login !== null) headers.authorization = login
  // The boundary of a form's type is known to fetch alone.
  if (body?.kind === 'json') headers['content-type'] = 'application/json'
  if (body?.kind === 'text') headers['content-type'] = body.type
  for (const [name, value] of Object.entries(request.headers ?? {})) if (value !== undefined) headers[name] = value
  return {
    method: request.method,
    headers,
    credentials: login === null ? 'same-origin' : 'omit',
    ...(body === undefined ? {} : { body: contentOf(body) }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  }
}

function contentOf(body: NonNullable<TransportRequest['body']>): string | FormData {
  switch (body.kind) {
    case 'json':
      return JSON.stringify(body.value)
    case 'text':
      return body.text
    case 'form':
      return body.form
  }
}

function loginOf(auth: ClientAuth | undefined): string | null {
  if (auth === undefined || auth.kind === 'cookie') return null
  if (auth.kind === 'bearer') return `Bearer ${auth.token}`
  const bytes = new TextEncoder().encode(`${auth.username}:${auth.password}`)
  return `Basic ${btoa(String.fromCharCode(...bytes))}`
}

function urlOf(options: ClientOptions, request: TransportRequest): string {
  const tenant = options.tenant === undefined ? '' : pathOf`/${options.tenant}`
  const prefix = request.scope === 'root' ? '' : request.scope === 'instance' ? API_PREFIX : `${API_PREFIX}${tenant}`
  return `${options.baseUrl.replace(/\/+$/, '')}${prefix}${request.path}${queryText(request.query ?? {})}`
}

function queryText(query: QueryValues): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined && item !== null)
      .map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`),
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
