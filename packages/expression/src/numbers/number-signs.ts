import type { NumberSigns } from './format-decimal.ts'

/** The decimal point and grouping sign of a language. */
export function numberSigns(locale: string): NumberSigns {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(12345678.9)
  const sign = (type: Intl.NumberFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? ''
  return { point: sign('decimal') || '.', group: sign('group') || ',' }
}
