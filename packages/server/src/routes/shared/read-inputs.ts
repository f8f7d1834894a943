import { FORM_TYPE, type JSON_TYPE, MULTIPART_TYPE } from '@countersign/contract'
import { AppError, type RawInput, type RawInputs, type Value } from '@countersign/core'
import type { FormContent } from '../../app/multipart-form.ts'

/** A body that carries inputs, as the contract lets it come. */
export type InputsBody =
  | { readonly type: typeof MULTIPART_TYPE; readonly value: FormContent }
  | { readonly type: typeof JSON_TYPE | typeof FORM_TYPE; readonly value: Readonly<Record<string, unknown>> }
  | null

/**
 * The inputs of a body by id (api.md 1.10). A text part that is repeated is a list. Files have nowhere to be kept yet and are
 * refused by name; so is a file sent for an input that is none.
 *
 * @throws AppError INPUT_INVALID
 */
export function readInputs(body: InputsBody): RawInputs {
  if (body === null) return new Map()
  if (body.type === MULTIPART_TYPE) return readFormInputs(body.value)
  return new Map(
    Object.entries(body.value).map(([id, value]): [string, RawInput] => [
      id,
      // Parsed JSON: the lossless reader gives nothing else.
      body.type === FORM_TYPE && typeof value === 'string'
        ? { kind: 'text', text: value }
        : { kind: 'value', value: value as Value },
    ]),
  )
}

/** The inputs of the parts of a form; `prefix` stands before the id in the names of those parts. */
export function readFormInputs({ fields, files }: FormContent, prefix = ''): RawInputs {
  refuseFiles(files)
  const texts = new Map<string, string[]>()
  for (const { name, value } of fields) {
    if (!name.startsWith(prefix)) continue
    const id = name.slice(prefix.length)
    texts.set(id, [...(texts.get(id) ?? []), value])
  }
  return new Map([...texts].map(([id, values]): [string, RawInput] => [id, toRawInput(values)]))
}

function toRawInput(values: readonly string[]): RawInput {
  const [text = ''] = values
  return values.length === 1 ? { kind: 'text', text } : { kind: 'value', value: [...values] }
}

function refuseFiles(files: FormContent['files']): void {
  if (files.length === 0) return
  const fields = files.map(({ name, filename }) => {
    // The old form of a file names the input in the filename (api.md 1.10).
    const id = name === 'files' ? filename : name
    const message = `Input \`${id}\` was sent as a file (\`${filename}\`). This version keeps no files yet: send a text value, without a filename.`
    return { field: id, code: 'INPUT_FILE_UNSUPPORTED', message }
  })
  throw new AppError('INPUT_INVALID', fields[0]?.message ?? 'Files are not taken yet.', { fields })
}
