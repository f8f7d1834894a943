import { utf8Bytes } from '../text/utf8.ts'
import type { Filter } from './filter.ts'
import { textInput } from './input-kinds.ts'

const PLAIN = /^[A-Za-z0-9.\-*_]$/

/**
 * A text as a value in a URL or form: a space becomes `+`, everything but letters, digits and `.-*_` becomes `%XX`. Null stays
 * null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @example {{ 'a b&c' | urlencode }} → a+b%26c
 */
export const urlencode: Filter = {
  name: 'urlencode',
  parameters: [],
  apply(input, _, run) {
    if (input === null) return null
    let text = ''
    for (const byte of utf8Bytes(textInput(input, 'urlencode'))) {
      const character = String.fromCharCode(byte)
      if (PLAIN.test(character)) text += character
      else text += byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    }
    run.budget.checkText(text.length)
    return text
  },
}
