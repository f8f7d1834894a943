import type { ErrorCategory } from '@countersign/core'
import * as z from 'zod'

/** The HTTP status of each category of refusal: the one place that says so. */
export const STATUS_BY_CATEGORY = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  conflict: 409,
  gone: 410,
  precondition: 412,
  'too-large': 413,
  unsupported: 415,
  limited: 429,
  unavailable: 503,
  internal: 500,
} as const satisfies Readonly<Record<ErrorCategory, number>>

/** What kind of refusal an error is: the categories of core's `AppError`. */
export type WireErrorCategory = keyof typeof STATUS_BY_CATEGORY

/** The status of a refusal of this category. */
export function statusOfCategory(category: WireErrorCategory): number {
  return STATUS_BY_CATEGORY[category]
}

/** One wrong field of a form or request, such as `approved` or `tasks[0].message`. */
export const fieldErrorSchema = z
  .object({ field: z.string(), message: z.string(), code: z.string() })
  .meta({ id: 'FieldError' })

export type FieldError = z.output<typeof fieldErrorSchema>

/** A finding about a document with its place; lines and columns start at 1, the end is exclusive. */
export const diagnosticSchema = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    path: z.string(),
    range: z
      .object({
        line: z.number().int(),
        column: z.number().int(),
        endLine: z.number().int(),
        endColumn: z.number().int(),
      })
      .nullable(),
    hint: z.string().optional(),
  })
  .meta({ id: 'Diagnostic' })

export type WireDiagnostic = z.output<typeof diagnosticSchema>

const linkSchema = z.object({
  href: z.string(),
  templated: z.boolean(),
  profile: z.string().nullable(),
  deprecation: z.string().nullable(),
  title: z.string().nullable(),
  hreflang: z.string().nullable(),
  type: z.string().nullable(),
  name: z.string().nullable(),
})

const embeddedErrorSchema = z.object({
  message: z.string(),
  logref: z.null(),
  path: z.string().nullable(),
  _links: z.object({}),
  _embedded: z.object({}),
})

/**
 * The body of every refusal: Kestra's object (observed/api.md B9: null members written out, `_embedded` always there)
 * with our `code`, `requestId` and `fields`. `details` holds facts for programs, such as who decided.
 */
export const errorBodySchema = z
  .object({
    message: z.string(),
    logref: z.null(),
    path: z.null(),
    _links: z.object({ self: linkSchema }),
    _embedded: z.object({ errors: z.array(embeddedErrorSchema).optional() }),
    code: z.string(),
    requestId: z.string(),
    fields: z.array(fieldErrorSchema),
    diagnostics: z.array(diagnosticSchema).optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Error', description: 'Why a request was refused, and what to do.' })

export type ErrorBody = z.output<typeof errorBodySchema>

/** What an error body is made from; an `AppError` fits. */
export interface ErrorBodySource {
  readonly code: string
  readonly message: string
  readonly fields?: readonly FieldError[]
  readonly diagnostics?: readonly WireDiagnostic[]
  readonly details?: Readonly<Record<string, unknown>>
}

/**
 * Builds the body of a refusal. `href` is the path with its query as sent (observed/api.md B9); the fields, or else the
 * diagnostics, are repeated under `_embedded.errors`, where Kestra's clients look for them.
 */
export function toErrorBody(
  error: ErrorBodySource,
  request: { readonly href: string; readonly requestId: string },
): ErrorBody {
  const fields = [...(error.fields ?? [])]
  const diagnostics = [...(error.diagnostics ?? [])]
  const places =
    fields.length > 0
      ? fields.map(({ field, message }) => ({ path: field, message }))
      : diagnostics.filter(({ severity }) => severity === 'error').map(({ path, message }) => ({ path, message }))
  const errors = places.map(({ path, message }) => ({ message, logref: null, path, _links: {}, _embedded: {} }))
  return {
    message: error.message,
    logref: null,
    path: null,
    _links: { self: selfLink(request.href) },
    _embedded: errors.length === 0 ? {} : { errors },
    code: error.code,
    requestId: request.requestId,
    fields,
    ...(diagnostics.length === 0 ? {} : { diagnostics }),
    ...(error.details === undefined || Object.keys(error.details).length === 0
      ? {}
      : { details: { ...error.details } }),
  }
}

function selfLink(href: string): z.output<typeof linkSchema> {
  return {
    href,
    templated: false,
    profile: null,
    deprecation: null,
    title: null,
    hreflang: null,
    type: null,
    name: null,
  }
}

const bulkInvalidSchema = z.object({
  message: z.string(),
  rootBean: z.string(),
  rootBeanClass: z.string(),
  leafBean: z.string(),
  propertyPath: z.array(z.object({ name: z.string(), kind: z.string(), inIterable: z.boolean() })),
  invalidValue: z.string(),
  messageTemplate: z.string(),
  executableParameters: z.array(z.unknown()),
})

/**
 * The 400 of a bulk call of which some items cannot be done; nothing was done then (api.md 1.9, observed/api.md B16).
 * Kestra's clients read `invalids[].message` and `invalids[].invalidValue`.
 */
export const bulkErrorBodySchema = z
  .object({
    message: z.string(),
    invalids: z.array(bulkInvalidSchema),
    code: z.string().optional(),
    requestId: z.string().optional(),
  })
  .meta({
    id: 'BulkError',
    description: 'A bulk call was refused as a whole; each item that stands in the way is listed.',
  })

export type BulkErrorBody = z.output<typeof bulkErrorBodySchema>

/** Builds the 400 body of a bulk call. Each invalid names the id and why it cannot be done. */
export function toBulkErrorBody(error: {
  readonly message: string
  readonly code: string
  readonly requestId: string
  readonly invalids: readonly { readonly id: string; readonly message: string }[]
}): BulkErrorBody {
  return {
    message: error.message,
    invalids: error.invalids.map(({ id, message }) => ({
      message,
      rootBean: id,
      rootBeanClass: 'java.lang.String',
      leafBean: id,
      propertyPath: [{ name: 'execution', kind: 'PROPERTY', inIterable: false }],
      invalidValue: id,
      messageTemplate: '{messageTemplate}',
      executableParameters: [],
    })),
    code: error.code,
    requestId: error.requestId,
  }
}
