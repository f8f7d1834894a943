import { type Failure, isAppError, PropertyError, type ValueMap } from '@countersign/core'

interface TaskFailureOptions {
  /** Stable word for programs, in capitals. Default `TASK_FAILED`. */
  readonly code?: string
  /** What the task found out before it failed; stored as its outputs. */
  readonly outputs?: ValueMap
  readonly cause?: unknown
}

/**
 * How a task says that it failed. The message goes to people: what happened and what to do, and nothing secret.
 * Any other `Error` counts as a retryable failure with its message.
 *
 * @example `throw TaskFailure.fatal('No recipient: set `to`.', { code: 'MAIL_NO_RECIPIENT' })`
 */
export class TaskFailure extends Error {
  readonly code: string
  /** False when trying again cannot help. A flow's `retry` is not tried then. */
  readonly retryable: boolean
  readonly outputs: ValueMap

  constructor(message: string, retryable: boolean, options: TaskFailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'TaskFailure'
    this.code = options.code ?? 'TASK_FAILED'
    this.retryable = retryable
    this.outputs = options.outputs ?? {}
  }

  /** It may work the next time: a server that is busy, a network that is down. */
  static retryable(message: string, options?: TaskFailureOptions): TaskFailure {
    return new TaskFailure(message, true, options)
  }

  /** It will not work the next time either: a wrong value, a refusal. */
  static fatal(message: string, options?: TaskFailureOptions): TaskFailure {
    return new TaskFailure(message, false, options)
  }
}

/** True for a `TaskFailure`, also one of another copy of this package. */
export function isTaskFailure(error: unknown): error is TaskFailure {
  return error instanceof Error && error.name === 'TaskFailure' && 'retryable' in error && 'outputs' in error
}

/** The record of whatever a task threw. */
export function toFailure(error: unknown): Failure {
  if (isTaskFailure(error)) {
    return { kind: 'task', code: error.code, message: error.message, retryable: error.retryable }
  }
  if (error instanceof PropertyError) {
    return { kind: 'expression', code: 'PROPERTY_INVALID', message: error.message, retryable: false }
  }
  if (isAppError(error)) return { kind: 'task', code: error.code, message: error.message, retryable: false }
  const message = error instanceof Error && error.message !== '' ? error.message : 'The task failed without a message.'
  return { kind: 'task', code: 'TASK_FAILED', message, retryable: true }
}
