import { Fault } from '../errors/fault.ts'
import { base64ToBytes } from '../text/base64.ts'
import { utf8Text } from '../text/utf8.ts'
import type { Filter } from './filter.ts'
import { textInput } from './input-kinds.ts'

/**
 * Reads Base64 whose bytes are a UTF-8 text. Null stays null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @error EXPRESSION_VALUE the input is no Base64
 * @example {{ 'aMOp' | base64decode }} → hé
 */
export const base64decode: Filter = {
  name: 'base64decode',
  parameters: [],
  apply(input) {
    if (input === null) return null
    const bytes = base64ToBytes(textInput(input, 'base64decode'))
    if (bytes === null) throw new Fault('EXPRESSION_VALUE', 'The text for `base64decode` is no correct Base64')
    return utf8Text(bytes)
  },
}
