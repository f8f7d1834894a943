import { createExpressionEngine } from '../engine/create-expression-engine.ts'

export const engine = createExpressionEngine()
const moment = '2024-02-29T13:05:09.123456789Z'

/** A value written by a date pattern or a named format. */
export function date(format: string, zone = 'UTC', locale = 'en_US', value: string | number = moment): string {
  return engine.render('{{ value | date(format, zone, locale=locale) }}', { value, format, zone, locale })
}

/** A text read by a pattern, written as an ISO date with milliseconds and offset. */
export function read(text: string, existing: string, locale?: string): string {
  const argument = locale === undefined ? '' : `, locale="${locale}"`
  return engine.render(`{{ text | date("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", existingFormat=existing${argument}) }}`, {
    text,
    existing,
  })
}

/** What `work` gives, or the code of the error that it throws. */
export function code(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}
