import { AppError, type Encryption } from '@countersign/core'

/** Looks like encryption, for tests: turns the text around and marks it with its key, and a number so that no two are equal. */
export function createTestEncryption(...keys: readonly string[]): Encryption {
  const [newest = 'k1'] = keys
  const known = keys.length === 0 ? [newest] : keys
  let count = 0
  return {
    keyId: newest,
    encrypt(clear) {
      count += 1
      return Buffer.from(`${newest}:${count}:${[...clear].reverse().join('')}`).toString('base64')
    },
    decrypt(encrypted) {
      const [key = '', , ...text] = Buffer.from(encrypted, 'base64').toString().split(':')
      if (!known.includes(key)) throw new AppError('ENCRYPTION_FAILED', 'None of the keys of the test opens it')
      return [...text.join(':')].reverse().join('')
    },
  }
}
