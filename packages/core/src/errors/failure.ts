/** Why an attempt or an execution failed. */
export type FailureKind =
  | 'task'
  | 'expression'
  | 'timeout'
  | 'killed'
  | 'expired'
  | 'subflow'
  | 'limit'
  | 'plugin-unavailable'

/** A failure as it is stored with an attempt and shown to people. A plain record, never an `Error`. */
export interface Failure {
  readonly kind: FailureKind
  readonly code: string
  readonly message: string
  readonly retryable: boolean
}
