import { sha256 as digest } from '@noble/hashes/sha2.js'
import type { Filter } from './filter.ts'
import { hexDigest } from './hex-digest.ts'

/**
 * The SHA-256 hash of a text's UTF-8 bytes, in hexadecimal. Null stays null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @example {{ 'abc' | sha256 }} → ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
 */
export const sha256: Filter = {
  name: 'sha256',
  parameters: [],
  apply: (input) => hexDigest(input, 'sha256', digest),
}
