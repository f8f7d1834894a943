import { createCipheriv } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createEncryption } from './encryption.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')

describe('encryption', () => {
  it('gives back what it took, never the same text twice', () => {
    const { encrypt, decrypt } = createEncryption([key(1)])
    for (const clear of ['hunter2', '', 'Grüße 👋', 'x'.repeat(100_000)]) expect(decrypt(encrypt(clear))).toBe(clear)
    expect(encrypt('hunter2')).not.toBe(encrypt('hunter2'))
  })

  it('writes the nonce, the cipher text and the tag, and reads what another program wrote so', () => {
    const { encrypt, decrypt } = createEncryption([key(1)])
    expect(Buffer.from(encrypt('hunter2'), 'base64')).toHaveLength(12 + 7 + 16)
    const nonce = Buffer.alloc(12, 9)
    const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32, 1), nonce)
    const bytes = Buffer.concat([nonce, cipher.update('from elsewhere'), cipher.final(), cipher.getAuthTag()])
    expect(decrypt(bytes.toString('base64'))).toBe('from elsewhere')
  })

  it('encrypts with the first key and decrypts with all of them', () => {
    const old = createEncryption([key(1)])
    const both = createEncryption([key(2), key(1)])
    expect(both.decrypt(old.encrypt('hunter2'))).toBe('hunter2')
    expect(both.keyId).toBe(createEncryption([key(2)]).keyId)
    expect(both.keyId).not.toBe(old.keyId)
    expect(() => old.decrypt(both.encrypt('hunter2'))).toThrow(expect.objectContaining({ code: 'ENCRYPTION_FAILED' }))
  })

  it('refuses what was changed or cut', () => {
    const { encrypt, decrypt } = createEncryption([key(1)])
    const bytes = Buffer.from(encrypt('hunter2'), 'base64')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => decrypt(changed.toString('base64'))).toThrow(/cannot be opened/)
    }
    for (const wrong of ['', 'not base64 !', bytes.subarray(0, 27).toString('base64')])
      expect(() => decrypt(wrong)).toThrow(/cannot be opened/)
  })

  it.each([['short'], [Buffer.alloc(16).toString('base64')], ['!'.repeat(44)], ['']])(
    'refuses a key that is none, without quoting it: %s',
    (wrong) => {
      for (const keys of [[wrong], [key(1), wrong]] as const) {
        const refused = () => createEncryption(keys)
        expect(refused).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
        if (wrong !== '') expect(refused).not.toThrow(wrong)
      }
    },
  )
})
