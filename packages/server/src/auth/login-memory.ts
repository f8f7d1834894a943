import { hash, randomBytes } from 'node:crypto'
import type { Clock } from '@countersign/core'
import type { Principal } from '../app/authenticator.ts'

/** How long a verified login is believed without checking it again. */
const REMEMBERED_MS = 60_000
const MAX_REMEMBERED = 10_000

/**
 * Remembers verified logins for a minute, because hashing a password for every request would cost more than everything else.
 * Entries are keyed by a hash of the credentials behind a key of this process: the memory holds nothing that logs in. The key has
 * one length and no hash leaves the process, so that an HMAC, which takes four times as long for every request, adds nothing.
 */
export interface LoginMemory {
  find(credentials: string): Principal | null
  remember(credentials: string, principal: Principal): void
  /** Drops everything; called on any change of users or tokens. */
  forget(): void
}

export function createLoginMemory(clock: Clock): LoginMemory {
  const key = randomBytes(32).toString('hex')
  const entries = new Map<string, { readonly principal: Principal; readonly until: number }>()
  const digest = (credentials: string) => hash('sha256', key + credentials, 'base64')

  return {
    find(credentials) {
      const id = digest(credentials)
      const entry = entries.get(id)
      if (entry === undefined) return null
      if (entry.until > clock.now()) return entry.principal
      entries.delete(id)
      return null
    },
    remember(credentials, principal) {
      const oldest = entries.keys().next()
      if (entries.size >= MAX_REMEMBERED && oldest.done !== true) entries.delete(oldest.value)
      entries.set(digest(credentials), { principal, until: clock.now() + REMEMBERED_MS })
    },
    forget: () => entries.clear(),
  }
}
