import { statusOfCategory, toErrorBody } from '@countersign/contract'
import { AppError, isAppError, type Logger, messageOf } from '@countersign/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isBulkRefusal, writeBulkRefusal } from './bulk-refusal.ts'
import { writeJson } from './write-json.ts'

/**
 * Answers what was thrown: refusals with their code and status, everything else as a bug whose details are in the log alone
 * (no stack trace and no SQL ever leave the server).
 */
export function createRefusalWriter(logger: Logger) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (isBulkRefusal(error)) return writeBulkRefusal(error, request, reply)
    const refusal = toRefusal(error)
    const status = statusOfCategory(refusal.category)
    if (status >= 500) logBug(error, refusal, request, logger)
    // Part of the body may not have been read.
    if (status === 413 || status === 415) reply.header('connection', 'close')
    return reply
      .code(status)
      .headers({ 'content-type': 'application/json', 'cache-control': 'no-store' })
      .send(writeJson(toErrorBody(refusal, { href: request.url, requestId: request.id })))
  }
}

function logBug(error: unknown, refusal: AppError, request: FastifyRequest, logger: Logger): void {
  const { method, id: requestId } = request
  const route = request.routeOptions.config.route?.id ?? 'unknown'
  if (refusal.code === 'INTERNAL') logger.error('A request failed', { requestId, method, route, error })
  else logger.warn('A request could not be served', { requestId, method, route, code: refusal.code })
}

/** Fastify names its own refusals by code; each is answered in our words. */
function toRefusal(error: unknown): AppError {
  if (isAppError(error)) return error
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AppError('REQUEST_TOO_LARGE', 'The body is larger than this server takes.', { cause: error })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError('MEDIA_TYPE_UNSUPPORTED', 'The Content-Type of the body is none.', { cause: error })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
      return new AppError('REQUEST_MALFORMED', `The request cannot be read: ${messageOf(error)}.`, { cause: error })
    default:
      return new AppError('INTERNAL', 'Something went wrong in the server. The request id leads to its log.', {
        cause: error,
      })
  }
}
