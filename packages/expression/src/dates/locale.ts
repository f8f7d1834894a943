import { dateFault } from './date-fault.ts'

/**
 * Reads a locale as Kestra does: `fr`, `de_DE`; here also `de-DE`.
 *
 * @throws Fault with `EXPRESSION_VALUE`
 */
export function parseLocale(text: string): string {
  const tag = text.replaceAll('_', '-')
  if (/^[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Z]{2}|\d{3}))?$/.test(tag)) {
    const [known] = Intl.DateTimeFormat.supportedLocalesOf(tag)
    if (known !== undefined) return known
  }
  throw dateFault(`There is no locale \`${text}\``, 'Write a language, or a language and a country: `fr`, `de_DE`.')
}
