import { sha512 as digest } from '@noble/hashes/sha2.js'
import type { Filter } from './filter.ts'
import { hexDigest } from './hex-digest.ts'

/**
 * The SHA-512 hash of a text's UTF-8 bytes, in hexadecimal. Null stays null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @example {{ 'abc' | sha512 }} → ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f
 */
export const sha512: Filter = {
  name: 'sha512',
  parameters: [],
  apply: (input) => hexDigest(input, 'sha512', digest),
}
