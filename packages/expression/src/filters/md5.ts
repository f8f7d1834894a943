import { md5 as digest } from '@noble/hashes/legacy.js'
import type { Filter } from './filter.ts'
import { hexDigest } from './hex-digest.ts'

/**
 * The MD5 hash of a text's UTF-8 bytes, in hexadecimal. Null stays null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @example {{ 'abc' | md5 }} → 900150983cd24fb0d6963f7d28e17f72
 */
export const md5: Filter = {
  name: 'md5',
  parameters: [],
  apply: (input) => hexDigest(input, 'md5', digest),
}
