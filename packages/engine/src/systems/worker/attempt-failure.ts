import { type Failure, isAppError, PropertyError, stringifyJson, type ValueMap } from '@countersign/core'
import { isExpressionError } from '@countersign/expression'
import type { TaskFailure } from '@countersign/plugin-sdk'

/** Thrown into an attempt when its `timeout` has passed. */
export class TimeoutFailure extends Error {
  override readonly name = 'TimeoutFailure'

  constructor(timeoutMs: number) {
    super(`The task did not end within its timeout of ${timeoutMs / 1_000} s`)
  }
}

/** A task that another one brought along and that cannot be run, or that failed by its own verdict. Tried again it would fail again. */
export class RefusedTask extends Error {
  // Told by its name, like those of plugins.
  override readonly name = 'TaskFailure'
  readonly code = 'NESTED_TASK_FAILED'
  readonly retryable = false
  readonly outputs: ValueMap

  constructor(message: string, outputs: ValueMap = {}) {
    super(message)
    this.outputs = outputs
  }
}

/** The record of why an attempt failed, whatever was thrown. */
export function failureOf(error: unknown): Failure {
  if (isTaskFailure(error)) {
    return { kind: 'task', code: error.code, message: error.message, retryable: error.retryable }
  }
  if (error instanceof TimeoutFailure) {
    return { kind: 'timeout', code: 'TASK_TIMEOUT', message: error.message, retryable: true }
  }
  // What a service of the engine refuses; AppErrors about expressions come from rendering.
  if (isAppError(error) && error.code !== 'EXPRESSION_FAILED') {
    return { kind: 'task', code: error.code, message: error.message, retryable: error.category === 'unavailable' }
  }
  if (isExpressionError(error) || isAppError(error)) {
    return { kind: 'expression', code: error.code, message: error.message, retryable: false }
  }
  // By its name: the properties of a plugin may come from its own copy of the kit.
  if (error instanceof Error && error.name === PropertyError.name) {
    return { kind: 'expression', code: 'PROPERTY_INVALID', message: error.message, retryable: false }
  }
  const message = error instanceof Error && error.message !== '' ? error.message : 'The task failed without a message'
  return { kind: 'task', code: 'TASK_FAILED', message, retryable: true }
}

/** What a task found out before it failed. */
export function outputsOf(error: unknown): ValueMap {
  return isTaskFailure(error) ? error.outputs : {}
}

/** By its members: the engine knows the kit of plugins by its types alone, and plugins may bring a copy of their own. */
function isTaskFailure(error: unknown): error is TaskFailure {
  return (
    error instanceof Error &&
    error.name === 'TaskFailure' &&
    'code' in error &&
    'retryable' in error &&
    'outputs' in error &&
    typeof error.outputs === 'object'
  )
}

/** The failure of an attempt whose outputs are too large to be carried along; null when they are not. */
export function tooLarge(outputs: ValueMap, maxLength: number): Failure | null {
  const { length } = stringifyJson(outputs)
  if (length <= maxLength) return null
  const message = `The outputs are too large: ${length} characters of JSON, and ${maxLength} are allowed. Store them elsewhere and pass on where they are`
  return { kind: 'limit', code: 'OUTPUTS_TOO_LARGE', message, retryable: false }
}
