import * as z from 'zod'

/**
 * Key under which a schema carries the JSON Schema shown in the OpenAPI document in place of the generated one: query
 * texts are parsed by unions and transforms that would read badly there.
 */
export const WIRE_SCHEMA = 'x-wire'

/** A whole number given as query text (or as a number by the typed client). A wrong value is refused, never ignored. */
export function queryInteger(range: { readonly min?: number; readonly max?: number } = {}) {
  const message = `must be a whole number${range.min === undefined ? '' : `, at least ${range.min}`}`
  const least = range.min ?? Number.MIN_SAFE_INTEGER
  return z
    .union([z.number(), z.string()], { error: message })
    .transform((value, context) => {
      const parsed = typeof value === 'number' ? value : /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : Number.NaN
      if (Number.isSafeInteger(parsed) && parsed >= least) return Math.min(parsed, range.max ?? parsed)
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
    .meta({
      [WIRE_SCHEMA]: {
        type: 'integer',
        ...(range.min === undefined ? {} : { minimum: range.min }),
      },
    })
}

/** `true` or `false`, in any case. */
export function queryBoolean() {
  const message = 'must be true or false'
  return z
    .union([z.boolean(), z.string()], { error: message })
    .transform((value, context) => {
      if (typeof value === 'boolean') return value
      const word = value.trim().toLowerCase()
      if (word === 'true' || word === 'false') return word === 'true'
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
    .meta({ [WIRE_SCHEMA]: { type: 'boolean' } })
}

/**
 * A list that arrives repeated (browsers), comma-joined (Kestra's SDK) or mixed; items are trimmed and empty ones
 * dropped. Each item must satisfy `item`.
 */
export function queryList<T>(item: z.ZodType<T, string>) {
  return z
    .union([z.string(), z.array(z.string()).readonly()], { error: 'must be a text or a list of texts' })
    .transform((value) =>
      [value]
        .flat()
        .flatMap((text) => text.split(','))
        .map((text) => text.trim())
        .filter((text) => text !== ''),
    )
    .pipe(z.array(item))
    .meta({ [WIRE_SCHEMA]: { type: 'array', items: { type: 'string' } } })
}

/** A parameter that may be repeated and whose values are never split: labels may hold commas (api.md 1.6). */
export function queryRepeated() {
  return z
    .union([z.string(), z.array(z.string()).readonly()], { error: 'must be a text or a list of texts' })
    .transform((value) => [value].flat())
    .meta({ [WIRE_SCHEMA]: { type: 'array', items: { type: 'string' } } })
}

/** An instant with zone, such as `2026-11-24T09:00:00Z`. */
export function queryInstant() {
  return z.iso.datetime({ offset: true, error: 'must be an instant with zone, such as 2026-11-24T09:00:00Z' })
}
