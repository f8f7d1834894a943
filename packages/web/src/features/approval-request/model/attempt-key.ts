/**
 * Idempotency keys for answers: the same answer sent again (after a lost connection) carries the same key, so that it
 * counts once; any other answer gets a new key.
 */
export interface AttemptKeys {
  keyFor(answer: string): string
}

/** `newKey` gives a fresh random key each time. */
export function createAttemptKeys(newKey: () => string): AttemptKeys {
  let last: { readonly answer: string; readonly key: string } | null = null
  return {
    keyFor(answer) {
      if (last?.answer !== answer) last = { answer, key: newKey() }
      return last.key
    },
  }
}

/** A random key; works on plain HTTP too, where browsers do not offer `randomUUID`. */
export function randomKey(random: Pick<Crypto, 'getRandomValues'>): string {
  return Array.from(random.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
