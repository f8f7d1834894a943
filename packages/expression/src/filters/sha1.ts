import { sha1 as digest } from '@noble/hashes/legacy.js'
import type { Filter } from './filter.ts'
import { hexDigest } from './hex-digest.ts'

/**
 * The SHA-1 hash of a text's UTF-8 bytes, in hexadecimal. Null stays null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @example {{ 'abc' | sha1 }} → a9993e364706816aba3e25717850c26c9cd0d89d
 */
export const sha1: Filter = {
  name: 'sha1',
  parameters: [],
  apply: (input) => hexDigest(input, 'sha1', digest),
}
