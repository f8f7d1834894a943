import type { Label } from '../execution/execution.ts'

/** Keys that start with this are set by the system only. */
export const SYSTEM_LABEL_PREFIX = 'system.'

/** The one system label that a caller of the API may give (engine.md 7.3). */
export const CORRELATION_LABEL = 'system.correlationId'

/** The one system label that a flow may carry (engine.md 1.2). */
export const READ_ONLY_LABEL = 'system.readOnly'

export function isSystemLabel(key: string): boolean {
  return key.startsWith(SYSTEM_LABEL_PREFIX)
}

/** A label text that was read, or why it could not be. */
export type ParsedLabel =
  | { readonly ok: true; readonly label: Label }
  | { readonly ok: false; readonly message: string }

/**
 * Reads a label of a query, `key:value`. The first colon separates, so a value may hold more of them; neither part may be
 * empty (observed/api.md D 39).
 */
export function parseLabelText(text: string): ParsedLabel {
  const colon = text.indexOf(':')
  if (colon < 0) return refused(`The label \`${text}\` has no colon; write \`key:value\`.`)
  const label = { key: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() }
  if (label.key === '') return refused(`The label \`${text}\` has no key before the colon.`)
  if (label.value === '') return refused(`The label \`${text}\` has no value after the colon.`)
  return { ok: true, label }
}

/** Reads a label that a caller gives to a new execution: as `parseLabelText`, and reserved keys are refused. */
export function parseGivenLabel(text: string): ParsedLabel {
  const parsed = parseLabelText(text)
  if (!parsed.ok) return parsed
  const { key } = parsed.label
  if (isSystemLabel(key) && key !== CORRELATION_LABEL) {
    return refused(
      `The label \`${key}\` is reserved: labels that start with \`${SYSTEM_LABEL_PREFIX}\` are set by the system.`,
    )
  }
  return parsed
}

function refused(message: string): ParsedLabel {
  return { ok: false, message }
}

/** The first label with this key, or undefined. */
export function labelValue(labels: readonly Label[], key: string): string | undefined {
  return labels.find((label) => label.key === key)?.value
}

/** True when there is a label with this key and this value. */
export function hasLabel(labels: readonly Label[], { key, value }: Label): boolean {
  return labels.some((label) => label.key === key && label.value === value)
}
