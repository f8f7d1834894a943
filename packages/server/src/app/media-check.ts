import type { IncomingHttpHeaders } from 'node:http'
import type { RouteSpec } from '@countersign/contract'
import { AppError } from '@countersign/core'

/**
 * Refuses a request for nothing but images, fonts and the like. Whoever asks for any text or application type gets what the
 * path has: clients of Kestra ask for `text/json`, or for JSON where a file comes.
 *
 * @throws AppError NOT_ACCEPTABLE
 */
export function checkAccept(accept: string | undefined): void {
  if (accept === undefined || accept.trim() === '') return
  const kinds = accept.split(',').map((range) => range.trim().split('/')[0]?.toLowerCase() ?? '')
  if (kinds.some((kind) => ['*', 'application', 'text', 'multipart'].includes(kind))) return
  throw new AppError('NOT_ACCEPTABLE', `Nothing here is \`${accept}\`. Ask for application/json, or for */*.`)
}

/** The media type of a body without its parameters, in lower case; empty when the request does not say. */
export function mediaTypeOf(headers: IncomingHttpHeaders): string {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
}

/** True when the request has a body, be it an empty one with a type. */
function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/**
 * Refuses a body of a type that the route does not take, before it is read. A body without a type counts as the first one
 * that the route takes.
 *
 * @throws AppError MEDIA_TYPE_UNSUPPORTED
 */
export function checkContentType(route: RouteSpec, headers: IncomingHttpHeaders): void {
  const type = mediaTypeOf(headers)
  if (route.body === undefined || route.body.anyType === true || type === '' || !hasBody(headers)) return
  const taken = Object.keys(route.body.content)
  if (taken.includes(type)) return
  throw new AppError(
    'MEDIA_TYPE_UNSUPPORTED',
    `A body of type \`${type}\` is not taken here; send ${taken.join(', ')}.`,
  )
}
