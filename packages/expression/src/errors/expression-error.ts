/**
 * Why an expression failed. Stable: callers and editors go by these codes, never by the message.
 *
 * - `EXPRESSION_SYNTAX`: the template cannot be read.
 * - `EXPRESSION_UNSUPPORTED`: a tag or member that a server must not allow (includes from disk, methods of the host).
 * - `EXPRESSION_UNKNOWN_VARIABLE`: a variable, attribute or index that does not exist. The only code that `??` and `default` catch.
 * - `EXPRESSION_UNKNOWN_FILTER`, `EXPRESSION_UNKNOWN_FUNCTION`, `EXPRESSION_UNKNOWN_TEST`: nothing of that name is built in.
 * - `EXPRESSION_ARGUMENT`: an argument is missing, unknown, or of the wrong kind.
 * - `EXPRESSION_TYPE`: an operator, filter or tag got a value that it cannot work with.
 * - `EXPRESSION_VALUE`: a value of the right type that cannot be used (an unreadable date, JSON or number, a division by zero).
 * - `EXPRESSION_HOST`: the host refused or failed (no such secret, no such key, a file that may not be read).
 * - `EXPRESSION_LIMIT`: a limit on size, depth, steps or time was reached.
 */
export type ExpressionErrorCode =
  | 'EXPRESSION_SYNTAX'
  | 'EXPRESSION_UNSUPPORTED'
  | 'EXPRESSION_UNKNOWN_VARIABLE'
  | 'EXPRESSION_UNKNOWN_FILTER'
  | 'EXPRESSION_UNKNOWN_FUNCTION'
  | 'EXPRESSION_UNKNOWN_TEST'
  | 'EXPRESSION_ARGUMENT'
  | 'EXPRESSION_TYPE'
  | 'EXPRESSION_VALUE'
  | 'EXPRESSION_HOST'
  | 'EXPRESSION_LIMIT'

/** A place in a template. Lines and columns count from 1, columns in UTF-16 units; `offset` counts from 0. */
export interface SourcePosition {
  readonly offset: number
  readonly line: number
  readonly column: number
}

/** What an `ExpressionError` is made of. */
export interface ExpressionErrorDetails {
  readonly code: ExpressionErrorCode
  /** What happened, as a sentence without the place. */
  readonly reason: string
  readonly source: string
  readonly offset: number
  readonly hint?: string | undefined
  /** The missing or misspelt name. */
  readonly missing?: string | undefined
  /** Existing names that resemble it, best first. */
  readonly near?: readonly string[] | undefined
}

/** Longest template that a message quotes in full. */
const QUOTED_SOURCE = 200

/**
 * A template that cannot be read or rendered. The message holds the reason, the template (shortened), line, column and hint,
 * so that it can be shown as it is; the parts stand beside it.
 */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  readonly code: ExpressionErrorCode
  readonly reason: string
  readonly source: string
  readonly position: SourcePosition
  readonly hint: string | null
  readonly missing: string | null
  readonly near: readonly string[]

  constructor(details: ExpressionErrorDetails) {
    const position = positionAt(details.source, details.offset)
    super(toMessage(details, position))
    this.code = details.code
    this.reason = details.reason
    this.source = details.source
    this.position = position
    this.hint = details.hint ?? null
    this.missing = details.missing ?? null
    this.near = details.near ?? []
  }

  get line(): number {
    return this.position.line
  }

  get column(): number {
    return this.position.column
  }
}

/** True for errors of the expression language, also when thrown by another copy of the package. */
export function isExpressionError(error: unknown): error is ExpressionError {
  return error instanceof Error && error.name === 'ExpressionError'
}

/** Line and column of an offset. */
export function positionAt(source: string, offset: number): SourcePosition {
  let line = 1
  let lineStart = 0
  for (let at = source.indexOf('\n'); at !== -1 && at < offset; at = source.indexOf('\n', at + 1)) {
    line += 1
    lineStart = at + 1
  }
  return { offset, line, column: offset - lineStart + 1 }
}

/** A template as messages quote it. */
export function shortened(source: string): string {
  return source.length > QUOTED_SOURCE ? `${source.slice(0, QUOTED_SOURCE)}…` : source
}

function toMessage(details: ExpressionErrorDetails, position: SourcePosition): string {
  const { reason, source, hint } = details
  const place = `in the expression \`${shortened(source)}\` at line ${position.line}, column ${position.column}`
  return `${reason} ${place}.${hint === undefined ? '' : ` ${hint}`}`
}
