import { ApiError, toApiError } from './api-error.ts'
import { parseJson } from './lossless-json.ts'

/** A query value; absent ones are left out and lists are repeated. */
export type QueryValue = string | number | boolean | undefined | readonly string[]

/** One call of the REST API. `path` is absolute and already encoded: build it with `apiPath`. */
export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, QueryValue>>
  readonly headers?: Readonly<Record<string, string>>
  /** JSON unless it is a form or comes with `contentType`. */
  readonly body?: unknown
  readonly contentType?: string
  readonly signal?: AbortSignal
}

/** A path below `/api/v1/{tenant}` with every segment encoded: ids may hold anything. */
export function apiPath(tenant: string, ...segments: readonly string[]): string {
  return ['/api/v1', tenant, ...segments]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/')
}

/** Writes a query as the API reads it. */
export function toQueryString(query: Readonly<Record<string, QueryValue>>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const item of Array.isArray(value) ? value : [value]) params.append(name, String(item))
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/**
 * Calls the API with the session's cookie and answers with the parsed body (undefined for an empty one).
 * The caller names the body's type from the contract; client and server are built and shipped together.
 * @throws ApiError for every answer that is not 2xx, and with status 0 when none came
 */
export async function callApi<T>(call: ApiCall): Promise<T> {
  const text = await callForText(call)
  // See the docstring: the contract names the type, the server checks its answers against it.
  return (text === '' ? undefined : parseJson(text)) as T
}

/** As `callApi`, for answers that are plain text. */
export async function callForText(call: ApiCall): Promise<string> {
  let response: Response
  let text: string
  try {
    response = await fetch(`${call.path}${toQueryString(call.query ?? {})}`, toRequest(call))
    text = await response.text()
  } catch (cause) {
    if (call.signal?.aborted === true) throw cause
    throw new ApiError(0, {
      code: 'SERVER_UNREACHABLE',
      message: 'The server cannot be reached. Check the connection; nothing you typed is lost.',
    })
  }
  if (!response.ok) throw toApiError(response.status, text)
  return text
}

function toRequest(call: ApiCall): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', ...call.headers }
  const request: RequestInit = { method: call.method ?? 'GET', credentials: 'same-origin', headers }
  if (call.signal !== undefined) request.signal = call.signal
  if (call.body === undefined) return request
  if (call.body instanceof FormData) return { ...request, body: call.body }
  headers['content-type'] = call.contentType ?? 'application/json'
  return { ...request, body: call.contentType === undefined ? JSON.stringify(call.body) : String(call.body) }
}
