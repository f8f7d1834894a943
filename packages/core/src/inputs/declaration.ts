import type { Value } from '../json/value.ts'
import type { UploadedFile } from './upload.ts'

/** All input types of Kestra (engine.md 2.2). `BOOL` is the later name of `BOOLEAN`. */
export const INPUT_TYPES = [
  'STRING',
  'INT',
  'FLOAT',
  'BOOLEAN',
  'BOOL',
  'DATE',
  'DATETIME',
  'TIME',
  'DURATION',
  'FILE',
  'JSON',
  'YAML',
  'URI',
  'EMAIL',
  'SECRET',
  'ENUM',
  'SELECT',
  'MULTISELECT',
  'ARRAY',
] as const

export type InputType = (typeof INPUT_TYPES)[number]

/**
 * One declared input of a flow or of a Pause's `onResume`, as written, in one shape for all types: members that a type does
 * not use are absent. `values` are the literal choices; `expression` computes them.
 */
export interface InputDeclaration {
  readonly id: string
  readonly type: InputType
  readonly displayName?: string
  readonly description?: string
  /** Default true. */
  readonly required: boolean
  readonly defaults?: Value
  readonly prefill?: Value
  readonly dependsOn?: { readonly inputs: readonly string[]; readonly condition?: string }
  readonly validator?: string
  /** Inclusive bounds: numbers for INT and FLOAT, ISO durations for DURATION. */
  readonly min?: Value
  readonly max?: Value
  /** Inclusive bounds of DATE, TIME and DATETIME. */
  readonly after?: string
  readonly before?: string
  readonly values?: readonly string[]
  readonly expression?: string
  readonly allowCustomValue?: boolean
  readonly isRadio?: boolean
  readonly autoSelectFirst?: boolean
  readonly itemType?: InputType
  readonly extension?: string
  /** Files that a form offers: endings such as `.csv`, and media types such as `image/*`. */
  readonly accept?: readonly string[]
  readonly allowedFileExtensions?: readonly string[]
}

/** What somebody gave for an input: text of a form, a typed value (defaults, Subflow, JSON), or an uploaded file. */
export type RawInput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'file'; readonly file: UploadedFile }

/** Given inputs by id. Ids that are not declared are reported as warnings, never as errors (observed/engine.md). */
export type RawInputs = ReadonlyMap<string, RawInput>
