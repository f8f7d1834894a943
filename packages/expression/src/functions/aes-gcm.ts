import { gcm } from '@noble/ciphers/aes.js'
import { Fault } from '../errors/fault.ts'
import { base64ToBytes } from '../text/base64.ts'

const KEY_LENGTHS = [16, 24, 32]

/** Encrypts and decrypts bytes with a key in Base64. */
export interface ByteCipher {
  encrypt(bytes: Uint8Array): Uint8Array
  decrypt(bytes: Uint8Array): Uint8Array
}

/** AES-GCM. @throws Fault with `EXPRESSION_ARGUMENT` when the key is no Base64 of 16, 24 or 32 bytes */
export function aesGcm(key: string, nonce: Uint8Array, name: string): ByteCipher {
  const bytes = base64ToBytes(key)
  if (bytes === null || !KEY_LENGTHS.includes(bytes.length)) {
    throw new Fault('EXPRESSION_ARGUMENT', `The argument \`key\` of \`${name}\` must be 16, 24 or 32 bytes in Base64`)
  }
  return gcm(bytes, nonce)
}
