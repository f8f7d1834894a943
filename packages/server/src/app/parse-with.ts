import { AppError, type FieldError } from '@countersign/core'
import type * as z from 'zod'

/**
 * Parses a part of a request.
 *
 * @param place the name of the whole when it is no map of names itself, such as `body`
 * @throws AppError REQUEST_INVALID naming every field that is wrong
 */
export function parseWith(schema: z.ZodType, value: unknown, place = ''): unknown {
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  throw invalidRequest(parsed.error.issues.map((issue) => toFieldError(issue, place)))
}

/** A refusal that names fields of a request. */
export function invalidRequest(fields: readonly FieldError[]): AppError {
  const [first] = fields
  const text =
    fields.length === 1 && first !== undefined
      ? `\`${first.field}\` ${first.message}`
      : `${fields.length} values are wrong: ${fields.map(({ field, message }) => `\`${field}\` ${message}`).join('; ')}`
  return new AppError('REQUEST_INVALID', text, { fields })
}

function toFieldError(issue: z.core.$ZodIssue, place: string): FieldError {
  const path = issue.path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  )
  return { field: path === '' ? place : path, code: issue.code, message: textOf(issue) }
}

function textOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.startsWith('Invalid input')) {
    return `must be given; it is of type ${issue.expected}`
  }
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`
  return issue.message
}
