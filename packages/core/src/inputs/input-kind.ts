import type { Value } from '../json/value.ts'
import type { InputDeclaration, InputType } from './declaration.ts'

/**
 * Codes of what can be wrong with one input. They travel in `FieldError.code`, are never renamed and never reused.
 */
export const INPUT_ERROR_CODES = {
  INPUT_MISSING: 'A required input was not given, or was given as an empty text.',
  INPUT_TYPE: 'The value is not of the type of the input.',
  INPUT_RANGE: 'The value lies outside the bounds of the input.',
  INPUT_PATTERN: 'The value does not match the pattern of the input.',
  INPUT_CHOICE: 'The value is not one of the choices of the input.',
  INPUT_EXPRESSION: 'A default, condition or list of choices of the input could not be rendered.',
  INPUT_NESTING: 'The value cannot stand beside another one, such as `a` beside `a.b`.',
  INPUT_FILE: 'A file was uploaded that is empty, or for an input that takes none.',
  INPUT_ENCRYPTION: 'A secret cannot be taken, because the server has no encryption key.',
} as const satisfies Record<string, string>

export type InputErrorCode = keyof typeof INPUT_ERROR_CODES

/** Why a value is refused. `must` completes the sentence "Input `x` must …". */
export interface InputProblem {
  readonly code: InputErrorCode
  readonly must: string
}

export type Coerced =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: InputProblem }

/** What the types of values need from outside. */
export interface CoerceContext {
  /**
   * How DATETIMEs are written: with six digits of a second (inputs of flows), or with as few as needed (forms of a Pause,
   * outputs of flows). Kestra stores them so (observed/engine.md "DATETIME").
   */
  readonly dateTimes: 'six-digits' | 'shortest'
  /** The kind of a list's items. */
  kindOf(type: InputType): InputKind
}

/** Members that only some types have. */
export type SpecificMember =
  | 'validator'
  | 'min'
  | 'max'
  | 'after'
  | 'before'
  | 'values'
  | 'options'
  | 'expression'
  | 'allowCustomValue'
  | 'isRadio'
  | 'autoSelectFirst'
  | 'itemType'
  | 'extension'
  | 'accept'
  | 'allowedFileExtensions'

/** One type of inputs: how raw values become values, and which values are allowed. Pure. */
export interface InputKind {
  readonly type: InputType
  /** One sentence for the reference page. */
  readonly description: string
  /** Members of the declaration that this type has beside those of all types. */
  readonly members: readonly SpecificMember[]
  /** True when values are texts, so that a default is rendered to text and not to a typed value. */
  readonly isText: boolean
  /** Turns what was given (a text of a form, or a typed value; never null) into a value of this type. */
  coerce(raw: Value, declaration: Pick<InputDeclaration, 'itemType'>, context: CoerceContext): Coerced
  /** Checks a coerced value against bounds, pattern or choices. For SECRETs the clear text. */
  check?(value: Value, declaration: InputDeclaration): InputProblem | undefined
}

export function coerced(value: Value): Coerced {
  return { ok: true, value }
}

export function refused(must: string, code: InputErrorCode = 'INPUT_TYPE'): Coerced {
  return { ok: false, problem: { code, must } }
}
