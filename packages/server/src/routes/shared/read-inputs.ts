import { FORM_TYPE, type JSON_TYPE, MULTIPART_TYPE } from '@countersign/contract'
import type { RawInput, RawInputs, Value } from '@countersign/core'
import type { FormContent } from '../../app/multipart-form.ts'

/** Name of a part in which Kestra's own pages send files. */
const OLD_FILE_PART = 'files'

/** A body that carries inputs, as the contract lets it come. */
export type InputsBody =
  | { readonly type: typeof MULTIPART_TYPE; readonly value: FormContent }
  | { readonly type: typeof JSON_TYPE | typeof FORM_TYPE; readonly value: Readonly<Record<string, unknown>> }
  | null

/**
 * The inputs of a body by id (api.md 1.10). A text part that is repeated is a list. Of files for one input the last counts.
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
  const texts = new Map<string, string[]>()
  for (const { name, value } of fields) {
    if (!name.startsWith(prefix)) continue
    const id = name.slice(prefix.length)
    texts.set(id, [...(texts.get(id) ?? []), value])
  }
  const inputs = new Map([...texts].map(([id, values]): [string, RawInput] => [id, toRawInput(values)]))
  for (const file of files) {
    const { name, filename, size, digest, open } = file
    // The old form of a file names the input in the filename, and its own name is not known (api.md 1.10).
    if (name === OLD_FILE_PART) inputs.set(filename, { kind: 'file', file: { name: null, size, digest, open } })
    else if (name.startsWith(prefix)) {
      // A browser sends a file field that was left empty as a file without name and content.
      if (filename === '' && size === 0) continue
      inputs.set(name.slice(prefix.length), { kind: 'file', file: { name: filename, size, digest, open } })
    }
  }
  return inputs
}

function toRawInput(values: readonly string[]): RawInput {
  const [text = ''] = values
  return values.length === 1 ? { kind: 'text', text } : { kind: 'value', value: [...values] }
}
