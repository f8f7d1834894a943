import { Fault } from '../errors/fault.ts'
import { type Datum, isInteger } from '../value/datum.ts'
import type { TemplateFunction } from './function.ts'
import { maybeText, unfit } from './function-arguments.ts'
import { randomBelow } from './outside.ts'

const DEFAULT_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'
const DEFAULT_LENGTH = 21
const MAX_LENGTH = 1000

/**
 * A new id of random characters.
 *
 * @argument length - default 21, at most 1000
 * @argument alphabet - the characters to use
 * @result text
 * @error EXPRESSION_ARGUMENT the length is out of range, or the alphabet is empty
 * @example {{ nanoId(3, 'aa') }} → aaa
 */
export const nanoId: TemplateFunction = {
  name: 'nanoId',
  parameters: ['length', 'alphabet'],
  apply(args, run) {
    const length = lengthOf(args[0] ?? DEFAULT_LENGTH)
    const alphabet = maybeText(args, 1, 'nanoId', 'alphabet') ?? DEFAULT_ALPHABET
    if (alphabet === '') throw new Fault('EXPRESSION_ARGUMENT', 'The argument `alphabet` of `nanoId` is empty')
    return Array.from({ length }, () => alphabet[randomBelow(alphabet.length, run, 'nanoId')]).join('')
  },
}

function lengthOf(value: Datum): number {
  if (!isInteger(value)) throw unfit('nanoId', 'length', 'an integer', value)
  if (value < 0 || value > MAX_LENGTH) {
    throw new Fault('EXPRESSION_ARGUMENT', `The argument \`length\` of \`nanoId\` must be from 0 to ${MAX_LENGTH}`)
  }
  return Number(value)
}
