import type { ErrorBody, FieldError, WireDiagnostic } from '@countersign/contract'

/** Code of an error that never reached the server, or whose answer was not the API's. */
export type TransportCode = 'SERVER_UNREACHABLE' | 'ANSWER_UNREADABLE'

/** A refusal as the API words it. `status` is 0 when no answer came at all; `requestId` leads to the server's log line. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  readonly fields: readonly FieldError[]
  readonly diagnostics: readonly WireDiagnostic[]
  readonly details: Readonly<Record<string, unknown>>

  constructor(status: number, body: Partial<ErrorBody> & { readonly message: string; readonly code: string }) {
    super(body.message)
    this.name = 'ApiError'
    this.status = status
    this.code = body.code
    this.requestId = body.requestId ?? null
    this.fields = body.fields ?? []
    this.diagnostics = body.diagnostics ?? []
    this.details = body.details ?? {}
  }
}

/** True for a refusal because nobody is signed in (any more). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401
}

/** True when the same call may well succeed a little later: no answer, or a server that is starting or stopping. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 503)
}

/** What to show of anything that was thrown: the server's words, or those of a bug. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Turns an answer that is not 2xx into the error it carries; a proxy's page or an empty body still says its status. */
export function toApiError(status: number, text: string): ApiError {
  const body = parseErrorBody(text)
  if (body !== null) return new ApiError(status, body)
  const message =
    status === 401
      ? 'You are not signed in.'
      : status === 502 || status === 503 || status === 504
        ? 'The server does not answer at the moment.'
        : `The server answered with status ${status} and no explanation.`
  return new ApiError(status, { message, code: status === 401 ? 'LOGIN_REQUIRED' : 'ANSWER_UNREADABLE' })
}

function parseErrorBody(text: string): (Partial<ErrorBody> & { message: string; code: string }) | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof parsed !== 'object' || parsed === null) return null
  if (!('message' in parsed) || typeof parsed.message !== 'string') return null
  const code = 'code' in parsed && typeof parsed.code === 'string' ? parsed.code : 'ANSWER_UNREADABLE'
  // The contract says what else an error body holds; the server is the same product and checks its answers against it.
  return { ...(parsed as Partial<ErrorBody>), message: parsed.message, code }
}
