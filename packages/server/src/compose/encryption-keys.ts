import { randomBytes } from 'node:crypto'
import type { Encryption } from '@countersign/core'
import { keptSecret } from '../auth/secret-file.ts'
import type { Config } from '../config/schema.ts'
import { createEncryption } from '../platform/encryption.ts'

/** Holds the key of a demo, so that its secrets survive a restart. */
const DEMO_KEY_FILE = 'encryption-key'

/**
 * What seals secrets, as configured. A demo makes a key of its own; anywhere else a key that lies beside the database would
 * protect nothing, and a lost one would lose all secrets, so that somebody has to say where it comes from.
 *
 * @throws AppError CONFIG_INVALID
 */
export function openEncryption(config: Config, dataDirectory: string): Encryption | null {
  const { secretKey = config.demo ? demoKey(dataDirectory) : undefined, previousKeys = '' } = config.encryption
  if (secretKey === undefined) return null
  return createEncryption([secretKey, ...previousKeys.split(',').filter((key) => key.trim() !== '')])
}

function demoKey(dataDirectory: string): string {
  return keptSecret(dataDirectory, DEMO_KEY_FILE, () => randomBytes(32).toString('base64'))
}
