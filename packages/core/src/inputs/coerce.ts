import type { FieldError } from '../errors/app-error.ts'
import type { Value } from '../json/value.ts'
import type { InputDeclaration } from './declaration.ts'
import type { CoerceContext, InputProblem } from './input-kind.ts'
import { inputKind } from './registry.ts'
import { echo } from './value-text.ts'

/** The part of a coercion that the caller decides. */
export type DateTimeStyle = CoerceContext['dateTimes']

/** Encrypts the clear text of a SECRET into the value that is stored. */
export type Encrypt = (clear: string) => Value

export type CoercedInput =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: FieldError }

/** Coerces what was given (never null) to the type of its declaration and checks it. SECRETs come out as clear text. */
export function coerceInput(declaration: InputDeclaration, raw: Value, dateTimes: DateTimeStyle): CoercedInput {
  const kind = inputKind(declaration.type)
  const result = kind.coerce(raw, declaration, { dateTimes, kindOf: inputKind })
  if (!result.ok) return { ok: false, error: fieldError(declaration, 'Input', result.problem, raw) }
  const problem = kind.check?.(result.value, declaration)
  if (problem !== undefined) return { ok: false, error: fieldError(declaration, 'Input', problem, raw) }
  return result
}

/** A problem as the sentence that people read: what is meant, what would be right, and what was received (secrets never). */
export function fieldError(
  declaration: Pick<InputDeclaration, 'id' | 'type'>,
  noun: 'Input' | 'Output',
  problem: InputProblem,
  raw: Value,
): FieldError {
  const received = declaration.type === 'SECRET' ? '' : `; received \`${echo(raw)}\``
  return {
    field: declaration.id,
    code: problem.code,
    message: `${noun} \`${declaration.id}\` must ${problem.must}${received}.`,
  }
}
