import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { AppError } from '@countersign/core'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import type { ReceivedFile, UploadSpool } from './upload-spool.ts'

/** A part that is a file. */
export interface FormFile extends ReceivedFile {
  readonly name: string
  readonly filename: string
}

/** The parts of a multipart body, in order. Contents of files are there until the request is answered. */
export interface FormContent {
  readonly fields: readonly { readonly name: string; readonly value: string }[]
  readonly files: readonly FormFile[]
}

interface FormSource {
  readonly payload: Readable
  readonly headers: IncomingHttpHeaders
  readonly spool: UploadSpool
  readonly limits: {
    /** Largest sum of what is no content of a file, in bytes: it is kept in memory. */
    readonly textBytes: number
    /** Largest body, in bytes. */
    readonly bodyBytes: number
  }
}

const MAX_PARTS = 1_000
const MAX_NAME_BYTES = 1_000

/**
 * Reads a multipart body as it arrives: texts into memory, files onto the disk. A part is a file when it has a filename
 * (api.md 1.10).
 *
 * @throws AppError REQUEST_MALFORMED, REQUEST_TOO_LARGE
 */
export function readMultipartForm({ payload, headers, spool, limits }: FormSource): Promise<FormContent> {
  return new Promise((resolve, reject) => {
    const fields: { name: string; value: string }[] = []
    const files: Promise<FormFile>[] = []
    const contents: Readable[] = []
    const form = openForm(headers, limits.textBytes, reject)
    if (form === null) return
    let received = 0
    let texts = 0

    function refuse(error: unknown): void {
      // The rest of the body is left unread: the answer closes the connection.
      payload.pause()
      payload.removeAllListeners('data')
      reject(error)
      for (const content of contents) content.destroy()
    }

    form.on('field', (name, value, nameCut) => {
      texts += Buffer.byteLength(value)
      if (nameCut) refuse(malformed('a part has a name that is too long'))
      else if (texts > limits.textBytes) refuse(tooLarge(`Its texts are larger than ${limits.textBytes} bytes`))
      else fields.push({ name, value })
    })
    form.on('file', (name, content, filename) => {
      contents.push(content)
      const file = spool.receive(content).then((kept) => ({ ...kept, name, filename }))
      // Waited for at the end; a failure before is told at once.
      file.catch(refuse)
      files.push(file)
    })
    form.on('partsLimit', () => refuse(tooLarge(`It has more than ${MAX_PARTS} parts`)))
    form.on('error', (error) => refuse(malformed(error instanceof Error ? error.message : String(error), error)))
    form.on('finish', () => {
      Promise.all(files).then((kept) => resolve({ fields, files: kept }), reject)
    })
    form.on('drain', () => payload.resume())

    payload.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > limits.bodyBytes) refuse(tooLarge(`It is larger than ${limits.bodyBytes} bytes`))
      else if (!form.write(chunk)) payload.pause()
    })
    payload.on('error', reject)
    // A sender that goes away in the middle ends nothing.
    payload.on('close', () => {
      if (!payload.readableEnded) refuse(malformed('it broke off'))
    })
    payload.on('end', () => form.end())
  })
}

function openForm(
  headers: IncomingHttpHeaders,
  textBytes: number,
  reject: (error: AppError) => void,
): BusboyInstance | null {
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      isPartAFile: (_name, _type, filename) => filename !== undefined,
      limits: { fieldNameSize: MAX_NAME_BYTES, fieldSize: textBytes + 1, parts: MAX_PARTS, headerPairs: 100 },
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
