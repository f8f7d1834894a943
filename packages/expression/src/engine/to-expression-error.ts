import { ExpressionError } from '../errors/expression-error.ts'
import { Fault } from '../errors/fault.ts'

/**
 * What a failure inside of the package becomes outside: faults get their place, a full stack or an overlong text is a limit.
 * Pending signals and errors of the caller's own (a lazy view that failed) stay as they are.
 */
export function toExpressionError(error: unknown, source: string, at: number): unknown {
  if (error instanceof Fault) {
    const { offset = at, hint, missing, near } = error.details
    return new ExpressionError({ code: error.code, reason: error.message, source, offset, hint, missing, near })
  }
  if (isExhaustion(error)) {
    const reason = 'The template, or a value in it, is nested too deep or too large to be handled'
    return new ExpressionError({ code: 'EXPRESSION_LIMIT', reason, source, offset: at })
  }
  return error
}

/** A full stack, a text or list beyond what the platform can hold. Firefox calls the first one an `InternalError`. */
function isExhaustion(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === 'InternalError')
}
