import { AppError } from '../errors/app-error.ts'
import type { OutputDeclaration } from '../flow/flow.ts'
import type { Value } from '../json/value.ts'
import { type Encrypt, fieldError } from './coerce.ts'
import { inputKind } from './registry.ts'

/**
 * Coerces the rendered value of a flow's output to its type; bounds and patterns do not apply (engine.md 2.4). Items of an
 * ARRAY are not coerced: outputs have no `itemType`. A SECRET is encrypted.
 *
 * @throws AppError INPUT_INVALID naming the output, when the value is null or not of the type, or cannot be encrypted.
 */
export function coerceOutput(
  declaration: Pick<OutputDeclaration, 'id' | 'type'>,
  value: Value,
  context: { readonly encrypt?: Encrypt } = {},
): Value {
  if (value === null) throw outputError(declaration.id, 'INPUT_MISSING', 'must have a value; it is null')
  const result = inputKind(declaration.type).coerce(value, {}, { dateTimes: 'shortest', kindOf: inputKind })
  if (!result.ok) {
    const error = fieldError(declaration, 'Output', result.problem, value)
    throw new AppError('INPUT_INVALID', error.message, { fields: [error] })
  }
  if (declaration.type !== 'SECRET') return result.value
  if (context.encrypt === undefined) {
    throw outputError(declaration.id, 'INPUT_ENCRYPTION', 'is a secret, and this server has no encryption key')
  }
  return context.encrypt(String(result.value))
}

function outputError(id: string, code: 'INPUT_MISSING' | 'INPUT_ENCRYPTION', what: string): AppError {
  const message = `Output \`${id}\` ${what}.`
  return new AppError('INPUT_INVALID', message, { fields: [{ field: id, code, message }] })
}
