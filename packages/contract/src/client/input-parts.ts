/**
 * A value for an input: text as the input's type reads it, a JSON value, or a file. `null` and `undefined` mean: not given.
 */
export type InputValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | Blob
  | readonly unknown[]
  | Readonly<Record<string, unknown>>

/** Values by input id; dotted ids nest (`address.city`). */
export type InputValues = Readonly<Record<string, InputValue>>

/**
 * Adds inputs to a multipart form (api.md 1.10): one part per input, part name = `prefix` + input id, files with their
 * name, lists and objects as JSON text. Returns how many parts were added.
 */
export function appendInputParts(form: FormData, inputs: InputValues, prefix = ''): number {
  let count = 0
  for (const [id, value] of Object.entries(inputs)) {
    if (value === null || value === undefined) continue
    const name = `${prefix}${id}`
    if (value instanceof Blob) form.append(name, value, fileNameOf(value))
    else form.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
    count += 1
  }
  return count
}

/** True when one of the values is a file. */
export function hasFile(inputs: InputValues): boolean {
  return Object.values(inputs).some((value) => value instanceof Blob)
}

/** Inputs as a multipart body, or undefined when there are none: then the request has no body at all. */
export function toInputsForm(inputs: InputValues | undefined): FormData | undefined {
  if (inputs === undefined) return undefined
  const form = new FormData()
  return appendInputParts(form, inputs) === 0 ? undefined : form
}

function fileNameOf(value: Blob): string {
  return 'name' in value && typeof value.name === 'string' && value.name !== '' ? value.name : 'file'
}
