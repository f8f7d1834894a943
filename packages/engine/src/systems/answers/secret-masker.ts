import { SECRET_MASK } from '@countersign/core'
import { BoundedMap } from '../bounded-map.ts'

/**
 * Shorter texts are masked only where the execution itself used them: they occur everywhere by chance, and to mask them
 * everywhere would make other people's logs unreadable.
 */
const MASKED_EVERYWHERE_LENGTH = 4

/** Executions whose own secrets are remembered: more than there are hosts, so that none that works is forgotten. */
const MAX_EXECUTIONS = 16_384

/** Keeps the secrets that were handed out, and takes them out of texts that people read. */
export interface SecretMasker {
  /** Remembers a secret of the tenant that was handed to an execution. Empty texts are no secrets. */
  learn(tenant: string, executionId: string, secret: string): void
  /** Remembers what only this execution holds (a SECRET input): there may be as many of them as executions. */
  learnOwn(tenant: string, executionId: string, secret: string): void
  /** An execution that another one starts may get its secrets handed on. */
  inherit(executionId: string, parentId: string): void
  /** Replaces every secret that the execution may know. Gives the same text back when there is none in it. */
  mask(tenant: string, executionId: string, text: string): string
  /** True when no secret is known to the tenant: nothing needs to be looked at then. */
  isEmpty(tenant: string): boolean
}

/** Secrets of one tenant stay known while the process lives, so that one that travels through outputs is still masked. */
export function createSecretMasker(): SecretMasker {
  const tenants = new Map<string, Set<string>>()
  const executions = new BoundedMap<string, Set<string>>(MAX_EXECUTIONS)

  function everywhereIn(tenant: string): Set<string> {
    const known = tenants.get(tenant) ?? new Set<string>()
    tenants.set(tenant, known)
    return known
  }

  function learnOwn(tenant: string, executionId: string, secret: string): void {
    if (secret === '') return
    everywhereIn(tenant)
    const own = executions.get(executionId) ?? new Set<string>()
    for (const form of formsOf(secret)) own.add(form)
    executions.set(executionId, own)
  }

  return {
    learn(tenant, executionId, secret) {
      if (secret.length < MASKED_EVERYWHERE_LENGTH) return learnOwn(tenant, executionId, secret)
      const everywhere = everywhereIn(tenant)
      for (const form of formsOf(secret)) everywhere.add(form)
    },
    learnOwn,
    inherit(executionId, parentId) {
      const handedOn = executions.get(parentId)
      if (handedOn !== undefined) executions.set(executionId, new Set(handedOn))
    },
    mask(tenant, executionId, text) {
      const everywhere = tenants.get(tenant)
      if (everywhere === undefined) return text
      const found = new Set<string>()
      for (const secret of everywhere) if (text.includes(secret)) found.add(secret)
      for (const secret of executions.get(executionId) ?? []) if (text.includes(secret)) found.add(secret)
      if (found.size === 0) return text
      // Longest first: a secret that contains another one must not leave its rest behind.
      const longestFirst = [...found].sort((a, b) => b.length - a.length)
      return longestFirst.reduce((masked, secret) => masked.replaceAll(secret, SECRET_MASK), text)
    },
    isEmpty: (tenant) => !tenants.has(tenant),
  }
}

/** A secret as it is, and as it stands inside a JSON text. */
function formsOf(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1)
  return inJson === secret ? [secret] : [secret, inJson]
}
