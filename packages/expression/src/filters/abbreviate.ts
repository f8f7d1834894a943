import { Fault } from '../errors/fault.ts'
import type { Filter } from './filter.ts'
import { requiredInteger, textInput } from './input-kinds.ts'

/**
 * Shortens a text to a length, ending with `...`. Shorter texts stay, one of exactly that length is shortened too. Null stays
 * null.
 *
 * @argument length - greatest length; up to 3 the text is just cut off
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @error EXPRESSION_ARGUMENT the length is missing or negative
 * @example {{ 'abcdefgh' | abbreviate(6) }} → abc...
 */
export const abbreviate: Filter = {
  name: 'abbreviate',
  parameters: ['length'],
  apply(input, args) {
    if (input === null) return null
    const text = textInput(input, 'abbreviate')
    const length = requiredInteger(args, 0, 'abbreviate', 'length')
    if (length < 0) throw new Fault('EXPRESSION_ARGUMENT', 'The argument `length` of `abbreviate` must not be negative')
    if (text.length < length || text.length <= 3) return text
    return length <= 3 ? text.slice(0, length) : `${text.slice(0, length - 3)}...`
  },
}
