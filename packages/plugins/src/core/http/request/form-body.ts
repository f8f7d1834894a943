import { isMap, TaskFailure, toJsonText, type Value, type ValueMap } from '@countersign/plugin-sdk'

/** A body as it goes out. */
export interface EncodedBody {
  readonly bytes: Buffer
  readonly contentType: string
}

/**
 * `formData` as `multipart/form-data`: texts as they are, a map with `name` and `content` as a file of that name, everything
 * else as JSON text (engine.md 5.9; observed ht-multipart).
 * @throws TaskFailure when a part is a file of the internal storage, which this server does not have yet.
 */
export async function encodeMultipart(formData: Readonly<Record<string, Value>>): Promise<EncodedBody> {
  const form = new FormData()
  for (const [name, value] of Object.entries(formData)) {
    if (value === null) continue
    if (isFilePart(value)) form.append(name, new Blob([partText(name, value.content)]), value.name)
    else form.append(name, partText(name, value))
  }
  const encoded = new Response(form)
  const bytes = Buffer.from(await encoded.arrayBuffer())
  return { bytes, contentType: encoded.headers.get('content-type') ?? 'multipart/form-data' }
}

/** `formData` as `application/x-www-form-urlencoded`, unless the flow names another type for it. */
export function encodeUrlForm(formData: Readonly<Record<string, Value>>, contentType: string | undefined): EncodedBody {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(formData)) {
    if (value !== null) form.append(name, partText(name, value))
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

function partText(name: string, value: Value): string {
  if (typeof value !== 'string') return toJsonText(value)
  if (!value.startsWith('kestra://')) return value
  throw TaskFailure.fatal(
    `formData.${name} names a file of the internal storage; this version of the server cannot send those yet.`,
    { code: 'STORAGE_UNAVAILABLE' },
  )
}
