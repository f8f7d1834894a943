import { Fault } from '../errors/fault.ts'
import { bytesToBase64 } from '../text/base64.ts'
import { utf8Bytes } from '../text/utf8.ts'
import { aesGcm } from './aes-gcm.ts'
import type { TemplateFunction } from './function.ts'
import { given, givenText, unfit } from './function-arguments.ts'
import { randomBelow } from './outside.ts'

const NONCE_BYTES = 12

/**
 * Encrypts a text (AES-GCM with a tag of 128 bits). Null and the empty text stay as they are.
 *
 * @argument key - 16, 24 or 32 bytes in Base64
 * @argument plaintext - the text
 * @result Base64 of a random 12-byte nonce, the encrypted text and the tag
 * @error EXPRESSION_ARGUMENT an argument is missing or the key is unfit
 * @example {{ encrypt('MDEyMzQ1Njc4OWFiY2RlZg==', 'hush') | length }} → 44
 */
export const encrypt: TemplateFunction = {
  name: 'encrypt',
  parameters: ['key', 'plaintext'],
  apply(args, run) {
    const key = givenText(args, 0, 'encrypt', 'key')
    const plaintext = given(args, 1, 'encrypt', 'plaintext')
    if (plaintext === null || plaintext === '') return plaintext
    if (typeof plaintext !== 'string') throw unfit('encrypt', 'plaintext', 'a text', plaintext)
    if (run.context.random === undefined)
      throw new Fault('EXPRESSION_HOST', '`encrypt` needs a source of random numbers')
    const nonce = Uint8Array.from({ length: NONCE_BYTES }, () => randomBelow(256, run, 'encrypt'))
    const encrypted = aesGcm(key, nonce, 'encrypt').encrypt(utf8Bytes(plaintext))
    const all = new Uint8Array(nonce.length + encrypted.length)
    all.set(nonce)
    all.set(encrypted, nonce.length)
    return bytesToBase64(all)
  },
}
