import { pipeline, Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { TaskFailure } from '@countersign/plugin-sdk'
import { type OutboundRequest, tooLarge } from './exchange.ts'

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const

type Content = AsyncIterable<Uint8Array>

/**
 * The content of an answer as it comes, with its `Content-Encoding` undone, last coding first. An answer without content is not
 * encoded, whatever it says of it.
 *
 * @throws TaskFailure HTTP_RESPONSE_UNREADABLE when a coding is unknown or broken, HTTP_RESPONSE_TOO_LARGE when there is more than
 * the request allows, encoded or not; and what the body itself throws
 */
export function decodeContent(
  body: Content,
  encodings: readonly string[] | undefined,
  outbound: Pick<OutboundRequest, 'name' | 'limits'>,
): Content {
  const codings = (encodings ?? []).flatMap((value) => value.split(',')).map((coding) => coding.trim().toLowerCase())
  let content: Content = bounded(body, outbound)
  for (const coding of codings.toReversed()) {
    if (coding !== '' && coding !== 'identity') content = bounded(decodeOne(content, coding, outbound), outbound)
  }
  return content
}

async function* bounded(
  content: Content,
  outbound: Pick<OutboundRequest, 'name' | 'limits'>,
): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const piece of content) {
    size += piece.length
    if (size > outbound.limits.maxResponseBytes) throw tooLarge(outbound)
    yield piece
  }
}

async function* decodeOne(
  content: Content,
  coding: string,
  { name }: Pick<OutboundRequest, 'name'>,
): AsyncGenerator<Uint8Array> {
  const unreadable = (problem: string) =>
    TaskFailure.retryable(`${name} answered with ${problem}.`, { code: 'HTTP_RESPONSE_UNREADABLE' })
  const source = watch(content)
  if (!isKnown(coding)) {
    for await (const _piece of source.pieces) throw unreadable(`the unknown coding ${JSON.stringify(coding)}`)
    return
  }
  const decoder = DECODERS[coding]()
  // Errors of either come out of the decoder, which is read below.
  pipeline(Readable.from(source.pieces), decoder, () => {})
  try {
    yield* decoder
  } catch {
    if (source.failures.length > 0) throw source.failures[0]
    // Decoders take the end of nothing for an end too early.
    if (source.length() > 0) throw unreadable(`broken ${coding} content`)
  }
}

/** The same pieces, with what is known of them once they were read: what the decoder reports need not be its own failure. */
function watch(content: Content) {
  const failures: unknown[] = []
  let length = 0
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of content) {
        length += piece.length
        if (piece.length > 0) yield piece
      }
    } catch (error) {
      failures.push(error)
      throw error
    }
  }
  return { pieces: pieces(), failures, length: () => length }
}

function isKnown(coding: string): coding is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, coding)
}
