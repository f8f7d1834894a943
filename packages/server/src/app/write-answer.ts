import { Readable } from 'node:stream'
import { JSON_TYPE } from '@countersign/contract'
import type { Logger } from '@countersign/core'
import type { FastifyReply } from 'fastify'
import type { Answer } from './route-handler.ts'
import { writeJson } from './write-json.ts'

/** Sends what a handler answered. A stream that breaks in the middle breaks the connection, and is logged. */
export function writeAnswer(reply: FastifyReply, answer: Answer, logger: Logger): FastifyReply {
  reply.code(answer.status)
  // People's data: no cache on the way keeps it unless a handler says otherwise.
  reply.header('cache-control', 'no-store')
  const requestId = reply.request.id
  async function* watched<T>(stream: AsyncIterable<T>): AsyncGenerator<T, void, void> {
    try {
      yield* stream
    } catch (error) {
      logger.error('An answer broke while it was written', { requestId, error })
      throw error
    }
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    reply.header(name, typeof value === 'string' ? value : [...value])
  }
  if (answer.stream !== undefined) {
    return reply
      .header('content-type', answer.type ?? JSON_TYPE)
      .send(Readable.from(watched(answer.stream), { objectMode: false }))
  }
  if (answer.text !== undefined) return reply.header('content-type', answer.type ?? JSON_TYPE).send(answer.text)
  if (answer.json === undefined) return reply.send()
  return reply.header('content-type', JSON_TYPE).send(writeJson(answer.json))
}
