import { Fault } from '../errors/fault.ts'
import { base64ToBytes } from '../text/base64.ts'
import { utf8Text } from '../text/utf8.ts'
import { aesGcm } from './aes-gcm.ts'
import type { TemplateFunction } from './function.ts'
import { given, givenText, unfit } from './function-arguments.ts'

const NONCE_BYTES = 12

/**
 * Reads what `encrypt` writes. Null and the empty text stay as they are. The result is masked in logs.
 *
 * @argument key - 16, 24 or 32 bytes in Base64
 * @argument encrypted - the encrypted text
 * @result text
 * @error EXPRESSION_ARGUMENT an argument is missing or the key is unfit
 * @error EXPRESSION_VALUE the text was not encrypted with this key
 * @example {{ decrypt('MDEyMzQ1Njc4OWFiY2RlZg==', encrypt('MDEyMzQ1Njc4OWFiY2RlZg==', 'hush')) }} → hush
 */
export const decrypt: TemplateFunction = {
  name: 'decrypt',
  parameters: ['key', 'encrypted'],
  apply(args, run) {
    const key = givenText(args, 0, 'decrypt', 'key')
    const encrypted = given(args, 1, 'decrypt', 'encrypted')
    if (encrypted === null || encrypted === '') return encrypted
    if (typeof encrypted !== 'string') throw unfit('decrypt', 'encrypted', 'a text', encrypted)
    const bytes = base64ToBytes(encrypted)
    if (bytes === null || bytes.length <= NONCE_BYTES) throw undecryptable()
    const plaintext = utf8Text(decryptBytes(key, bytes))
    run.context.onSecret?.(plaintext)
    return plaintext
  },
}

function decryptBytes(key: string, bytes: Uint8Array): Uint8Array {
  const cipher = aesGcm(key, bytes.subarray(0, NONCE_BYTES), 'decrypt')
  try {
    return cipher.decrypt(bytes.subarray(NONCE_BYTES))
  } catch {
    // The library says only that the tag does not fit.
    throw undecryptable()
  }
}

function undecryptable(): Fault {
  return new Fault('EXPRESSION_VALUE', 'The text for `decrypt` was not encrypted with this key')
}
