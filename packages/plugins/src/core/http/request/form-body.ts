import {
  isFileUri,
  isMap,
  TaskFailure,
  type TaskFiles,
  toJsonText,
  type Value,
  type ValueMap,
} from '@countersign/plugin-sdk'

/** A body as it goes out. */
export interface EncodedBody {
  readonly bytes: Buffer
  readonly contentType: string
}

/**
 * `formData` as `multipart/form-data`: texts as they are, the address of a stored file as that file, a map with `name` and
 * `content` (a text or such an address) as a file of that name, everything else as JSON text (engine.md 5.9; observed
 * ht-multipart).
 * @throws TaskFailure when the files are larger than what fits into memory; AppError when one may not be read
 */
export async function encodeMultipart(
  formData: Readonly<Record<string, Value>>,
  files: Pick<TaskFiles, 'read' | 'size'>,
): Promise<EncodedBody> {
  const form = new FormData()
  for (const [name, value] of Object.entries(formData)) {
    if (value === null) continue
    const content = isFilePart(value) ? value.content : value
    if (typeof content === 'string' && isFileUri(content)) {
      const fileName = isFilePart(value) ? value.name : (content.split('/').at(-1) ?? 'file')
      form.append(name, await storedFile(name, content, files), fileName)
    } else if (isFilePart(value)) form.append(name, new Blob([partText(value.content)]), value.name)
    else form.append(name, partText(value))
  }
  const encoded = new Response(form)
  const bytes = Buffer.from(await encoded.arrayBuffer())
  return { bytes, contentType: encoded.headers.get('content-type') ?? 'multipart/form-data' }
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

/** A form is sent from memory; what is larger has to go another way. */
const MAX_FILE_BYTES = 64 * 1024 * 1024

async function storedFile(name: string, uri: string, files: Pick<TaskFiles, 'read' | 'size'>): Promise<Blob> {
  if ((await files.size(uri)) > MAX_FILE_BYTES) {
    const text = `formData.${name} is larger than ${MAX_FILE_BYTES} bytes; send it by other means, such as an upload to a bucket.`
    throw TaskFailure.fatal(text, { code: 'HTTP_BODY_TOO_LARGE' })
  }
  const pieces: Buffer<ArrayBuffer>[] = []
  for await (const piece of await files.read(uri)) pieces.push(Buffer.from(piece))
  return new Blob(pieces)
}

function partText(value: Value): string {
  return typeof value === 'string' ? value : toJsonText(value)
}
