import { Fault } from '../errors/fault.ts'
import type { Filter } from './filter.ts'
import { mapTexts } from './map-texts.ts'

const REPLACEMENTS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['single', ["'", "\\'"]],
  ['double', ['"', '\\"']],
  ['shell', ["'", "'\\''"]],
])

/**
 * Puts escapes before quotes: at any depth of lists and maps; other values become texts. Null stays null.
 *
 * @argument type - `single` (`'` becomes `\'`), `double` (`"` becomes `\"`) or `shell` (`'` becomes `'\''`)
 * @result text, list or map
 * @error EXPRESSION_ARGUMENT the type is missing or another word
 * @error EXPRESSION_TYPE a list or map holds null
 * @example {{ "it's" | escapeChar('shell') }} → it'\''s
 */
export const escapeChar: Filter = {
  name: 'escapeChar',
  parameters: ['type'],
  apply(input, args, run) {
    if (input === null) return null
    const type = args[0] ?? null
    const replacement = typeof type === 'string' ? REPLACEMENTS.get(type.toLowerCase()) : undefined
    if (replacement === undefined) {
      throw new Fault(
        'EXPRESSION_ARGUMENT',
        'The argument `type` of `escapeChar` must be `single`, `double` or `shell`',
      )
    }
    const [quote, escaped] = replacement
    return mapTexts(input, (text) => text.replaceAll(quote, () => escaped), 'escapeChar', run)
  },
}
