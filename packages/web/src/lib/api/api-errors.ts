import { ApiError, isApiError } from '@countersign/contract/client'

/** True for a refusal because nobody is signed in (any more). */
export function isSignedOut(error: unknown): boolean {
  return isApiError(error) && error.status === 401
}

/** True when the same call may well succeed a little later: no answer, or a server that is starting or stopping. */
export function isPassing(error: unknown): boolean {
  return isApiError(error) && (error.code === 'CONNECTION_FAILED' || error.status === 502 || error.status === 503)
}

/** What to show of anything that was thrown: the server's words, or those of a bug. */
export function messageOf(error: unknown): string {
  if (isApiError(error) && error.code === 'CONNECTION_FAILED') {
    return 'No connection to the server. What you typed is still here.'
  }
  return error instanceof Error ? error.message : String(error)
}

/** Whatever was thrown, as an error of the API; a bug keeps its words. */
export function toApiError(error: unknown): ApiError {
  return isApiError(error)
    ? error
    : new ApiError({ status: 0, code: 'INTERNAL', message: messageOf(error), cause: error })
}
