import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { TaskFailure } from '@countersign/plugin-sdk'
import {
  lastUrl,
  listHeaders,
  type OutboundRequest,
  openConnections,
  sendRequest,
  tooLarge,
  toTaskFailure,
} from './exchange.ts'

/** An answer whose body is still coming. */
export interface OpenedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, readonly string[]>>
  /** Decoded, to be read once; more than the request allows is a TaskFailure. */
  readonly body: AsyncIterable<Uint8Array>
  readonly url: string
}

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const

/**
 * Sends one request and lets `use` read the answer as it comes; nothing of it is kept. The connection ends with `use`.
 * @throws TaskFailure as `exchange` does, and whatever `use` throws
 */
export async function exchangeStream<T>(
  outbound: OutboundRequest,
  use: (response: OpenedResponse) => Promise<T>,
): Promise<T> {
  const undici = await import('undici')
  const connections = openConnections(outbound, undici)
  try {
    const response = await sendRequest(outbound, connections, undici).catch((error: unknown) => {
      throw toTaskFailure(error, outbound)
    })
    const headers = listHeaders(response.headers)
    return await use({
      status: response.statusCode,
      headers,
      body: bounded(decoded(response.body, headers['content-encoding'], outbound), outbound),
      url: lastUrl(response.context, outbound.url),
    })
  } finally {
    await connections.destroy()
  }
}

async function* bounded(body: AsyncIterable<Uint8Array>, outbound: OutboundRequest): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const piece of body) {
      size += piece.length
      if (size > outbound.limits.maxResponseBytes) throw tooLarge(outbound)
      yield piece
    }
  } catch (error) {
    throw toTaskFailure(error, outbound)
  }
}

/** Undoes the `Content-Encoding`, last coding first. */
function decoded(
  body: Readable,
  encodings: readonly string[] | undefined,
  { name }: Pick<OutboundRequest, 'name'>,
): AsyncIterable<Uint8Array> {
  const codings = (encodings ?? []).flatMap((value) => value.split(',')).map((coding) => coding.trim().toLowerCase())
  let stream = body
  for (const coding of codings.toReversed()) {
    if (coding === '' || coding === 'identity') continue
    if (!isKnown(coding)) {
      throw TaskFailure.retryable(`${name} answered with the unknown coding ${JSON.stringify(coding)}.`, {
        code: 'HTTP_RESPONSE_UNREADABLE',
      })
    }
    const source = stream
    const decoder = DECODERS[coding]()
    source.on('error', (error) => decoder.destroy(error))
    stream = source.pipe(decoder)
  }
  return stream
}

function isKnown(coding: string): coding is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, coding)
}
