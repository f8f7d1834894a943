import { isMap, type TaskContext, TaskFailure, toJsonText, type Value, type ValueMap } from '@countersign/plugin-sdk'

/** A body as it goes out. */
export interface EncodedBody {
  readonly bytes: Buffer
  readonly contentType: string
}

/** Stored files of a form in all, in bytes: the form is put together in memory. */
const MAX_FILE_BYTES = 256 * 1024 * 1024

/** What reads stored files for the parts of a form. */
export interface ReadingFiles {
  readonly files: Pick<TaskContext['files'], 'read' | 'size'>
}

/**
 * `formData` as `multipart/form-data`: texts as they are, the address of a stored file as that file, a map with `name` and
 * `content` as a file of that name (its content a text or the address of a stored file), everything else as JSON text
 * (engine.md 5.9; observed ht-multipart).
 *
 * @throws TaskFailure HTTP_BODY_TOO_LARGE; AppError when a file is not there or may not be read
 */
export async function encodeMultipart(
  context: ReadingFiles,
  formData: Readonly<Record<string, Value>>,
): Promise<EncodedBody> {
  const form = new FormData()
  const read = createFileReader(context)
  for (const [name, value] of Object.entries(formData)) {
    if (value === null) continue
    if (isFilePart(value)) {
      const content = isStoredFile(value.content) ? await read(value.content) : partText(value.content)
      form.append(name, new Blob([content]), value.name)
    } else if (isStoredFile(value)) form.append(name, new Blob([await read(value)]), nameOf(value))
    else form.append(name, partText(value))
  }
  const encoded = new Response(form)
  const bytes = Buffer.from(await encoded.arrayBuffer())
  return { bytes, contentType: encoded.headers.get('content-type') ?? 'multipart/form-data' }
}

function createFileReader({ files }: ReadingFiles): (uri: string) => Promise<Uint8Array<ArrayBuffer>> {
  let total = 0
  return async (uri) => {
    total += await files.size(uri)
    if (total > MAX_FILE_BYTES) {
      throw TaskFailure.fatal(`The files of formData are larger than ${MAX_FILE_BYTES} bytes together.`, {
        code: 'HTTP_BODY_TOO_LARGE',
      })
    }
    const pieces: Uint8Array[] = []
    for await (const piece of await files.read(uri)) pieces.push(piece)
    return Buffer.concat(pieces)
  }
}

function isStoredFile(value: Value): value is string {
  return typeof value === 'string' && value.startsWith('kestra://')
}

function nameOf(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))
}

/** `formData` as `application/x-www-form-urlencoded`, unless the flow names another type for it. */
export function encodeUrlForm(formData: Readonly<Record<string, Value>>, contentType: string | undefined): EncodedBody {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(formData)) {
    if (value !== null) form.append(name, partText(value))
  }
  return { bytes: Buffer.from(form.toString()), contentType: contentType ?? 'application/x-www-form-urlencoded' }
}

interface FilePart extends ValueMap {
  readonly name: string
  readonly content: Value
}

function isFilePart(value: Value): value is FilePart {
  return isMap(value) && typeof value.name === 'string' && value.content !== undefined
}

function partText(value: Value): string {
  return typeof value === 'string' ? value : toJsonText(value)
}
