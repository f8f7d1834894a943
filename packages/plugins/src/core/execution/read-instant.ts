import { TaskFailure } from '@countersign/plugin-sdk'

/**
 * The instant of a property, in milliseconds.
 * @throws TaskFailure when the text is none
 */
export function readInstant(name: string, text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}T/.test(text)
    ? Date.parse(text.replace(/(\.\d{3})\d+/, '$1').replace(/\[.*\]$/, ''))
    : Number.NaN
  if (!Number.isNaN(at)) return at
  const message = `\`${name}\` is \`${text}\`; write an instant such as \`2026-01-31T09:00:00Z\`, or \`{{ now() | dateAdd(-1, 'DAYS') }}\`.`
  throw TaskFailure.fatal(message, { code: 'PROPERTY_INVALID' })
}

/** The period of two properties, both inclusive. */
export function readPeriod(given: { readonly startDate?: string | undefined; readonly endDate?: string | undefined }): {
  readonly from?: number
  readonly to?: number
} {
  const { startDate, endDate } = given
  return {
    ...(startDate === undefined ? {} : { from: readInstant('startDate', startDate) }),
    ...(endDate === undefined ? {} : { to: readInstant('endDate', endDate) }),
  }
}
