import type { IncomingHttpHeaders } from 'node:http'

/** The id that a client gave its request, if it is one that can stand in logs and headers as it is. */
export function requestIdOf(headers: IncomingHttpHeaders): string | null {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,100}$/.test(given) ? given : null
}
