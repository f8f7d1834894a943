/** What kind of refusal an error is. The HTTP status and the CLI's exit code follow from it alone. */
export type ErrorCategory =
  | 'malformed'
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'precondition'
  | 'unsupported'
  | 'limited'
  | 'unavailable'
  | 'internal'
