import type { ErrorBody, FieldError } from '../errors.ts'

/** Codes of failures that no server answered: they come from the client itself. */
export type ClientErrorCode = 'CONNECTION_FAILED' | 'STREAM_LOST' | 'UNEXPECTED_ANSWER' | 'PATH_INVALID'

interface ApiErrorOptions {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly requestId?: string | null
  readonly fields?: readonly FieldError[]
  readonly invalids?: readonly BulkInvalid[]
  readonly details?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly cause?: unknown
}

/** One item that stands in the way of a bulk call. */
export interface BulkInvalid {
  readonly id: string
  readonly message: string
}

/**
 * A call that did not succeed. Tell errors apart by `code`; `status` is 0 when no answer came. `fields` are the wrong
 * fields of a form, `invalids` the items of a bulk call, `details` facts such as who decided.
 *
 * @example
 * try { await client.approvals.decide(id, { inputs }) }
 * catch (error) { if (isApiError(error) && error.code === 'APPROVAL_ALREADY_DECIDED') show(error.details) }
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  readonly fields: readonly FieldError[]
  readonly invalids: readonly BulkInvalid[]
  readonly details: Readonly<Record<string, unknown>>
  /** The answer as it came: parsed JSON, or the text of what was not JSON. */
  readonly body: unknown

  constructor(options: ApiErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause })
    this.status = options.status
    this.code = options.code
    this.requestId = options.requestId ?? null
    this.fields = options.fields ?? []
    this.invalids = options.invalids ?? []
    this.details = options.details ?? {}
    this.body = options.body
  }
}

/** True for an `ApiError`, also one of another copy of this package. */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === 'ApiError' && 'code' in error && 'status' in error
}

/** An error made by the client itself. */
export function clientError(code: ClientErrorCode, message: string, cause?: unknown): ApiError {
  return new ApiError({ status: 0, code, message, cause })
}

/** Reads the answer of a refused call: our error object, the bulk object, an empty 401, or a page of some proxy. */
export function toApiError(answer: {
  readonly status: number
  readonly text: string
  readonly requestId: string | null
  readonly parseJson: (text: string) => unknown
}): ApiError {
  const body = parseBody(answer.text, answer.parseJson)
  const members = isRecord(body) ? body : {}
  const requestId = textOf(members.requestId) ?? answer.requestId
  return new ApiError({
    status: answer.status,
    code: textOf(members.code) ?? (answer.status === 401 ? 'LOGIN_REQUIRED' : `HTTP_${answer.status}`),
    message: textOf(members.message) ?? plainMessage(answer.status),
    requestId,
    fields: fieldsOf(members),
    invalids: invalidsOf(members),
    details: isRecord(members.details) ? members.details : {},
    body,
  })
}

function plainMessage(status: number): string {
  return status === 401 ? 'Log in first.' : `The server answered ${status} without saying why.`
}

function parseBody(text: string, parseJson: (text: string) => unknown): unknown {
  if (text === '') return undefined
  try {
    return parseJson(text)
  } catch {
    return text
  }
}

/** Our `fields`, or what a real Kestra puts under `_embedded.errors`. */
function fieldsOf(members: Readonly<Record<string, unknown>>): readonly FieldError[] {
  const own = listOf(members.fields)
  if (own.length > 0) {
    return own.map((field) => ({
      field: textOf(field.field) ?? '',
      message: textOf(field.message) ?? '',
      code: textOf(field.code) ?? '',
    }))
  }
  const embedded: unknown = isRecord(members['_embedded' satisfies keyof ErrorBody]) ? members._embedded : {}
  return listOf(isRecord(embedded) ? embedded.errors : undefined).map((error) => ({
    field: textOf(error.path) ?? '',
    message: textOf(error.message) ?? '',
    code: '',
  }))
}

function invalidsOf(members: Readonly<Record<string, unknown>>): readonly BulkInvalid[] {
  return listOf(members.invalids).map((invalid) => ({
    id: textOf(invalid.invalidValue) ?? '',
    message: textOf(invalid.message) ?? '',
  }))
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
