import type { ErrorCategory } from './category.ts'
import type { Diagnostic } from './diagnostic.ts'
import { ERROR_CODES, type ErrorCode } from './registry.ts'

/** One wrong field of a form or request: `field` is a path such as `approved` or `tasks[0].message`. */
export interface FieldError {
  readonly field: string
  readonly code: string
  readonly message: string
}

interface AppErrorOptions {
  readonly fields?: readonly FieldError[]
  readonly diagnostics?: readonly Diagnostic[]
  /** Facts for programs, such as who decided. Never secrets. */
  readonly details?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/**
 * A refusal that travels up to the API, the CLI or the UI. Identify it by `code` (errors lose their class when they are
 * stored or cross packages); the message says what happened, where, and what to do.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly category: ErrorCategory
  readonly fields: readonly FieldError[]
  readonly diagnostics: readonly Diagnostic[]
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.category = ERROR_CODES[code].category
    this.fields = options.fields ?? []
    this.diagnostics = options.diagnostics ?? []
    this.details = options.details ?? {}
  }
}

/** True for an `AppError`, also one that crossed a package or realm boundary. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error && 'category' in error
}
