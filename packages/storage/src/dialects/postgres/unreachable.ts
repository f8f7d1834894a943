import { AppError } from '@countersign/core'

/** What the driver and the server say when no connection comes about, in words. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ENOTFOUND', 'there is no such host'],
  ['EAI_AGAIN', 'the name of the host cannot be looked up'],
  ['ETIMEDOUT', 'it does not answer'],
  ['EHOSTUNREACH', 'the host cannot be reached'],
  ['28P01', 'it refuses the user name or the password'],
  ['28000', 'it refuses the login'],
  ['3D000', 'it has no such database'],
  ['53300', 'it takes no more connections'],
  ['57P03', 'it is starting up or shutting down'],
])

/** A failure to connect as an `AppError` that names the place, never the password; any other error as it is. */
export function explainUnreachable(error: unknown, url: string): unknown {
  const code = codeOf(error)
  const reason = code === undefined ? undefined : REASONS.get(code)
  if (reason === undefined) return error
  const { hostname, port, pathname } = new URL(url)
  const place = `${pathname.slice(1) || 'the default database'} on ${hostname}:${port === '' ? '5432' : port}`
  return new AppError('DATABASE_UNAVAILABLE', `The PostgreSQL database ${place} cannot be used: ${reason}.`, {
    cause: error,
  })
}

/** Node reports one error for all addresses of a host; each of them has the code. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause === undefined ? undefined : codeOf(error.cause)
}
