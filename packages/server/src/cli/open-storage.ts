import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createStorage, type SqlStorage } from '@countersign/storage'
import { DATABASE_FILE } from '../compose/data-directory.ts'
import type { Config } from '../config/schema.ts'
import { createLogger } from '../logging/logger.ts'
import { systemClock } from '../platform/clock.ts'
import { nodeHasher } from '../platform/hasher.ts'
import { UsageError } from './console-io.ts'

/** Opens the database that the settings name, beside a server that may be running. @throws UsageError when there is none. */
export async function openStorageOf(config: Config): Promise<SqlStorage> {
  const ports = { hasher: nodeHasher, clock: systemClock, logger: createLogger({ level: 'warn' }) }
  if (config.databaseUrl !== undefined) return createStorage({ url: config.databaseUrl, ...ports })
  const file = join(config.data, DATABASE_FILE)
  if (!existsSync(file)) throw new UsageError(`There is no database in ${config.data}. Name its directory with --data.`)
  return createStorage({ file, ...ports })
}
