import type { SecretSource } from '@countersign/engine'

/** Secrets that the server was started with. */
export interface EnvSecrets extends SecretSource {
  /** Their names in capitals, in order. */
  names(): readonly string[]
}

/**
 * Secrets from environment variables `SECRET_<NAME>` holding base64, as Kestra's open edition reads them (spec 8.3). Names are
 * case-insensitive. A value that is not base64 is an error in words, never the value.
 */
export function createEnvSecrets(environment: Readonly<Record<string, string | undefined>>): EnvSecrets {
  const byName = new Map<string, string>()
  for (const [variable, value] of Object.entries(environment)) {
    if (variable.startsWith('SECRET_') && value !== undefined)
      byName.set(variable.slice('SECRET_'.length).toUpperCase(), value)
  }
  return {
    names: () => [...byName.keys()].sort(),
    async find(_tenant, _namespace, name) {
      const encoded = byName.get(name.toUpperCase())
      if (encoded === undefined) return undefined
      const text = encoded.trim()
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text))
        throw new Error(`the environment variable SECRET_${name.toUpperCase()} does not hold base64`)
      return Buffer.from(text, 'base64').toString('utf8')
    },
  }
}
