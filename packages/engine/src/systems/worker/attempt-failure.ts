import { type Failure, isAppError, PropertyError, type ValueMap } from '@countersign/core'
import { isExpressionError, stringifyJson } from '@countersign/expression'
import { isTaskFailure, toFailure } from '@countersign/plugin-sdk'

/** Thrown into an attempt when its `timeout` has passed. */
export class TimeoutFailure extends Error {
  override readonly name = 'TimeoutFailure'

  constructor(timeoutMs: number) {
    super(`The task did not end within its timeout of ${timeoutMs / 1_000} s`)
  }
}

/** The record of why an attempt failed. */
export function failureOf(error: unknown): Failure {
  if (error instanceof TimeoutFailure)
    return { kind: 'timeout', code: 'TASK_TIMEOUT', message: error.message, retryable: true }
  if (isExpressionError(error) || isAppError(error) || error instanceof PropertyError) {
    return { kind: 'expression', code: codeOf(error), message: error.message, retryable: false }
  }
  return toFailure(error)
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'EXPRESSION_FAILED'
}

/** What a task found out before it failed. */
export function outputsOf(error: unknown): ValueMap {
  return isTaskFailure(error) ? error.outputs : {}
}

/** The failure of an attempt whose outputs are too large to be carried along; null when they are not. */
export function tooLarge(outputs: ValueMap, maxLength: number): Failure | null {
  const { length } = stringifyJson(outputs)
  if (length <= maxLength) return null
  const message = `The outputs are too large: ${length} characters of JSON, and ${maxLength} are allowed. Store them elsewhere and pass on where they are`
  return { kind: 'limit', code: 'OUTPUTS_TOO_LARGE', message, retryable: false }
}
