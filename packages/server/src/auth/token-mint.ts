import { randomBytes } from 'node:crypto'
import type { Hasher, Ids } from '@countersign/core'
import type { TokenMint } from '../app/authenticator.ts'

/** Marks a token of ours, so that scanners for leaked secrets can find it. */
export const TOKEN_PREFIX = 'cst_'

/** Tokens with 256 random bits. Only their SHA-256 is stored: there is nothing to guess, so no slow hash is needed. */
export function createTokenMint({ ids, hasher }: { readonly ids: Ids; readonly hasher: Hasher }): TokenMint {
  return {
    mint() {
      const token = `${TOKEN_PREFIX}${randomBytes(32).toString('base64url')}`
      return { id: ids.next(), token, hash: hasher.sha256(token) }
    },
  }
}
