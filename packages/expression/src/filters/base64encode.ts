import { bytesToBase64 } from '../text/base64.ts'
import { utf8Bytes } from '../text/utf8.ts'
import type { Filter } from './filter.ts'

/**
 * The UTF-8 bytes of a text in Base64. Anything but a text is made one first; null stays null.
 *
 * @result text
 * @example {{ 'hé' | base64encode }} → aMOp
 */
export const base64encode: Filter = {
  name: 'base64encode',
  parameters: [],
  apply(input, _, run) {
    if (input === null) return null
    const text = bytesToBase64(utf8Bytes(run.text(input)))
    run.budget.checkText(text.length)
    return text
  },
}
