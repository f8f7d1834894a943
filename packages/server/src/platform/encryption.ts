import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { AppError, type Encryption } from '@countersign/core'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * AES-256-GCM in Kestra's format: Base64 of a random nonce of 12 bytes, the cipher text and the tag of 128 bits (engine.md
 * 8.4). The first key encrypts; every key decrypts, so that an old one is still of use until everything is sealed anew. The
 * format names no key: the tag tells which one fits.
 *
 * @throws AppError CONFIG_INVALID when a key is not the Base64 of 32 bytes; the message never quotes it
 */
export function createEncryption(secretKeys: readonly [string, ...string[]]): Encryption {
  const keys = secretKeys.map(readKey)
  const [newest] = keys
  if (newest === undefined) throw invalidKey(0)
  return {
    keyId: keyIdOf(newest),
    encrypt(clear) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', newest, nonce)
      return Buffer.concat([nonce, cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
        'base64',
      )
    },
    decrypt(encrypted) {
      const bytes = Buffer.from(encrypted, 'base64')
      for (const key of keys) {
        const clear = open(key, bytes)
        if (clear !== null) return clear
      }
      const text = `An encrypted value cannot be opened: ${keys.length === 1 ? 'the configured key does not fit' : 'none of the configured keys fits'}, or it was changed. Add the key that sealed it to \`encryption.previousKeys\`.`
      throw new AppError('ENCRYPTION_FAILED', text)
    },
  }
}

/** Null when the key does not fit, or the bytes are not what it sealed. */
function open(key: Buffer, bytes: Buffer): string | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

function readKey(text: string, index: number): Buffer {
  const trimmed = text.trim()
  const bytes = Buffer.from(trimmed, 'base64')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(trimmed) || bytes.length !== KEY_BYTES) throw invalidKey(index)
  return bytes
}

/** The first characters of a hash: enough to tell keys apart, and nothing of the key. */
function keyIdOf(key: Buffer): string {
  return createHash('sha256').update('countersign-key-id').update(key).digest('hex').slice(0, 16)
}

function invalidKey(index: number): AppError {
  const field = index === 0 ? 'encryption.secretKey' : 'encryption.previousKeys'
  const message = `\`${field}\` must hold the base64 of 32 bytes; make one with \`openssl rand -base64 32\``
  return new AppError('CONFIG_INVALID', message, { fields: [{ field, code: 'encryption-key', message }] })
}
