import { Fault } from '../errors/fault.ts'
import { utf8Text } from '../text/utf8.ts'
import type { Filter } from './filter.ts'
import { textInput } from './input-kinds.ts'

/**
 * Reads what `urlencode` writes. Null stays null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @error EXPRESSION_VALUE a `%` is not followed by two hexadecimal digits
 * @example {{ 'a+b%26c' | urldecode }} → a b&c
 */
export const urldecode: Filter = {
  name: 'urldecode',
  parameters: [],
  apply(input) {
    if (input === null) return null
    return textInput(input, 'urldecode')
      .replaceAll('+', ' ')
      .replace(/(?:%[0-9a-fA-F]{2})+|%/g, decodeRun)
  },
}

function decodeRun(run: string): string {
  if (run === '%')
    throw new Fault('EXPRESSION_VALUE', 'A `%` in the text for `urldecode` is not followed by two digits')
  const bytes = run
    .slice(1)
    .split('%')
    .map((digits) => Number.parseInt(digits, 16))
  return utf8Text(Uint8Array.from(bytes))
}
