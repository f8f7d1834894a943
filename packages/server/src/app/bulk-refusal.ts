import { toBulkErrorBody } from '@countersign/contract'
import { AppError } from '@countersign/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { writeJson } from './write-json.ts'

/** An item that stands in the way of a bulk call, and why. */
export interface BulkObstacle {
  readonly id: string
  readonly message: string
}

/** A bulk call that was refused; answered with Kestra's object for those (api.md 1.9). */
export class BulkRefusal extends AppError {
  readonly obstacles: readonly BulkObstacle[]

  constructor(message: string, obstacles: readonly BulkObstacle[]) {
    super('BULK_INVALID', message)
    this.obstacles = obstacles
  }
}

export function isBulkRefusal(error: unknown): error is BulkRefusal {
  return error instanceof BulkRefusal
}

export function writeBulkRefusal(refusal: BulkRefusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { message, code, obstacles } = refusal
  return reply
    .code(400)
    .header('content-type', 'application/json')
    .send(writeJson(toBulkErrorBody({ message, code, requestId: request.id, invalids: obstacles })))
}
