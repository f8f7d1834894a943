import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { TaskFailure } from '@countersign/plugin-sdk'
import { type OutboundRequest, tooLarge } from './exchange.ts'

const DECODERS = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const

/**
 * Undoes the `Content-Encoding` of an answer, last coding first.
 * @throws TaskFailure when a coding is unknown or broken, or when it unfolds to more than the request allows.
 */
export async function decodeContent(
  body: Buffer,
  encodings: readonly string[] | undefined,
  outbound: Pick<OutboundRequest, 'name' | 'limits'>,
): Promise<Buffer> {
  const codings = (encodings ?? []).flatMap((value) => value.split(',')).map((coding) => coding.trim().toLowerCase())
  let decoded = body
  for (const coding of codings.toReversed()) {
    if (coding === '' || coding === 'identity' || decoded.length === 0) continue
    decoded = await decodeOne(decoded, coding, outbound)
  }
  return decoded
}

async function decodeOne(
  body: Buffer,
  coding: string,
  outbound: Pick<OutboundRequest, 'name' | 'limits'>,
): Promise<Buffer> {
  if (!isKnown(coding)) {
    throw TaskFailure.retryable(`${outbound.name} answered with the unknown coding ${JSON.stringify(coding)}.`, {
      code: 'HTTP_RESPONSE_UNREADABLE',
    })
  }
  try {
    return await DECODERS[coding](body, { maxOutputLength: outbound.limits.maxResponseBytes })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(outbound)
    throw TaskFailure.retryable(`${outbound.name} answered with broken ${coding} content.`, {
      code: 'HTTP_RESPONSE_UNREADABLE',
    })
  }
}

function isKnown(coding: string): coding is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, coding)
}
