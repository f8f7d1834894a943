import type { ExpressionErrorCode } from './expression-error.ts'

/** What a fault may say beyond its code and reason. */
export interface FaultDetails {
  /** Where it happened, when that is not where the rendering stands. */
  readonly offset?: number | undefined
  readonly hint?: string | undefined
  readonly missing?: string | undefined
  readonly near?: readonly string[] | undefined
  /** True for a missing variable that `??` around the call of a macro or block may still catch. */
  readonly soft?: boolean
}

/**
 * A failure inside the package, before it knows its place in the template. The engine turns it into an `ExpressionError`;
 * it never leaves the package.
 */
export class Fault extends Error {
  readonly code: ExpressionErrorCode
  readonly details: FaultDetails

  constructor(code: ExpressionErrorCode, reason: string, details: FaultDetails = {}) {
    super(reason)
    this.code = code
    this.details = details
  }
}
