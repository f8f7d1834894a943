/** What stands in the place of a secret. */
export const SECRET_MASK = '******'

/**
 * Shorter texts are masked only where the execution itself used them: they occur everywhere by chance, and to mask them
 * everywhere would make other people's logs unreadable.
 */
const MASKED_EVERYWHERE_LENGTH = 4

/** Keeps the secrets that were handed out, and takes them out of texts that people read. */
export interface SecretMasker {
  /** Remembers a secret that was handed to an execution. Empty texts are no secrets. */
  learn(tenant: string, executionId: string, secret: string): void
  /** Replaces every secret that the execution may know. Gives the same text back when there is none in it. */
  mask(tenant: string, executionId: string, text: string): string
  /** True when no secret is known to the tenant: nothing needs to be looked at then. */
  isEmpty(tenant: string): boolean
}

/** Secrets of one tenant stay known while the process lives, so that one that travels through outputs is still masked. */
export function createSecretMasker(): SecretMasker {
  const tenants = new Map<string, { everywhere: Set<string>; readonly short: Map<string, Set<string>> }>()

  return {
    learn(tenant, executionId, secret) {
      if (secret === '') return
      const known = tenants.get(tenant) ?? { everywhere: new Set<string>(), short: new Map<string, Set<string>>() }
      tenants.set(tenant, known)
      if (secret.length >= MASKED_EVERYWHERE_LENGTH) {
        // Longest first: a secret that contains another one must not leave its rest behind.
        if (!known.everywhere.has(secret)) known.everywhere = longestFirst([...known.everywhere, secret])
        return
      }
      const own = known.short.get(executionId) ?? new Set<string>()
      known.short.set(executionId, own.add(secret))
    },
    mask(tenant, executionId, text) {
      const known = tenants.get(tenant)
      if (known === undefined) return text
      let masked = text
      for (const secret of known.everywhere)
        if (masked.includes(secret)) masked = masked.replaceAll(secret, SECRET_MASK)
      for (const secret of known.short.get(executionId) ?? []) masked = masked.replaceAll(secret, SECRET_MASK)
      return masked
    },
    isEmpty: (tenant) => !tenants.has(tenant),
  }
}

function longestFirst(secrets: readonly string[]): Set<string> {
  return new Set([...secrets].sort((a, b) => b.length - a.length))
}
