/**
 * Encrypts what must not lie in the database in clear: AES-256-GCM with a random nonce of 12 bytes before the cipher text and
 * the tag of 128 bits, all in Base64 (engine.md 8.4). There may be several keys: the newest encrypts, all decrypt.
 */
export interface Encryption {
  /** Id of the key that encrypts: the same key has the same id everywhere, and nothing of it can be told from it. */
  readonly keyId: string
  encrypt(clear: string): string
  /** @throws AppError ENCRYPTION_FAILED when no key fits, or the text was changed */
  decrypt(encrypted: string): string
}
