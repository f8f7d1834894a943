import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { AppError } from '@countersign/core'
import { Busboy, type BusboyInstance } from '@fastify/busboy'

/** The parts of a multipart body, in order. Contents of files are read over: nothing keeps them yet. */
export interface FormContent {
  readonly fields: readonly { readonly name: string; readonly value: string }[]
  readonly files: readonly { readonly name: string; readonly filename: string }[]
}

interface FormSource {
  readonly payload: Readable
  readonly headers: IncomingHttpHeaders
  /** Largest body in bytes. */
  readonly limit: number
}

const MAX_PARTS = 1_000
const MAX_NAME_BYTES = 1_000

/**
 * Reads a multipart body as it arrives; what is kept never exceeds the limit. A part is a file when it has a filename
 * (api.md 1.10).
 *
 * @throws AppError REQUEST_MALFORMED, REQUEST_TOO_LARGE
 */
export function readMultipartForm({ payload, headers, limit }: FormSource): Promise<FormContent> {
  return new Promise((resolve, reject) => {
    const fields: { name: string; value: string }[] = []
    const files: { name: string; filename: string }[] = []
    const form = openForm(headers, limit, reject)
    if (form === null) return
    let received = 0

    function refuse(error: AppError): void {
      // The rest of the body is left unread: the answer closes the connection.
      payload.pause()
      payload.removeAllListeners('data')
      reject(error)
    }

    form.on('field', (name, value, nameCut) => {
      if (nameCut) refuse(malformed('a part has a name that is too long'))
      else fields.push({ name, value })
    })
    form.on('file', (name, content, filename) => {
      files.push({ name, filename })
      content.resume()
    })
    form.on('partsLimit', () => refuse(tooLarge(`It has more than ${MAX_PARTS} parts`)))
    form.on('error', (error) => refuse(malformed(error instanceof Error ? error.message : String(error), error)))
    form.on('finish', () => resolve({ fields, files }))
    form.on('drain', () => payload.resume())

    payload.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > limit) refuse(tooLarge(`It is larger than ${limit} bytes`))
      else if (!form.write(chunk)) payload.pause()
    })
    payload.on('error', reject)
    payload.on('end', () => form.end())
  })
}

function openForm(
  headers: IncomingHttpHeaders,
  limit: number,
  reject: (error: AppError) => void,
): BusboyInstance | null {
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      isPartAFile: (_name, _type, filename) => filename !== undefined,
      limits: { fieldNameSize: MAX_NAME_BYTES, fieldSize: limit, parts: MAX_PARTS, headerPairs: 100 },
    })
  } catch (error) {
    reject(malformed(error instanceof Error ? error.message : String(error), error))
    return null
  }
}

function malformed(reason: string, cause?: unknown): AppError {
  return new AppError('REQUEST_MALFORMED', `The multipart body cannot be read: ${reason}.`, { cause })
}

function tooLarge(what: string): AppError {
  return new AppError('REQUEST_TOO_LARGE', `The multipart body is not taken. ${what}.`)
}
