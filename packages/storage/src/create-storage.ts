import type { Clock, Hasher, Logger, Storage } from '@countersign/core'
import type { Kysely } from 'kysely'
import { createCommitStore } from './commit/commit-store.ts'
import type { DialectName, OpenDatabase } from './dialects/open-database.ts'
import { openSqliteFile, openSqliteMemory } from './dialects/sqlite/open-database.ts'
import type { Database } from './schema/database.ts'
import { createTenantStore, createTokenStore } from './stores/administration-stores.ts'
import { createApprovalStore } from './stores/approval-store.ts'
import { createAuditStore } from './stores/audit-store.ts'
import { createExecutionStore } from './stores/execution-store.ts'
import { createMetricStore, createNamespaceFileStore } from './stores/file-stores.ts'
import { createFlowStore } from './stores/flow-store.ts'
import { createKvStore } from './stores/kv-store.ts'
import { createOwnerStore } from './stores/owner-store.ts'
import { createSecretStore } from './stores/secret-store.ts'
import { createTriggerStore } from './stores/trigger-store.ts'
import { createWorkStore } from './stores/work-store.ts'

/**
 * Where the database is: a PostgreSQL server (`postgres://user:password@host/database`), a SQLite file, or nowhere but in
 * this process, for tests.
 */
export type DatabaseLocation = { readonly url: string } | { readonly file: string } | { readonly memory: true }

export type StorageOptions = DatabaseLocation & {
  readonly hasher: Hasher
  readonly clock: Clock
  readonly logger: Logger
}

/** The stores of core, and what the login library needs to work on the same database. */
export interface SqlStorage extends Storage {
  readonly dialect: DialectName
  /** For libraries that write their own queries. Everything of ours goes through the stores. */
  readonly kysely: Kysely<Database>
}

/**
 * Opens the database, brings its schema up to date and gives the stores over it. Whoever calls this closes it.
 *
 * @throws AppError DATABASE_TOO_NEW when a newer version changed the schema in a way that this one cannot work with.
 */
export async function createStorage(options: StorageOptions): Promise<SqlStorage> {
  const { hasher, clock } = options
  const database = await open(options)
  const { readers, kysely, lock, writer } = database
  let closing: Promise<void> | null = null
  return {
    dialect: database.dialect,
    kysely,
    commits: createCommitStore({ writer, hasher }),
    flows: createFlowStore(readers),
    executions: createExecutionStore(readers),
    work: createWorkStore(readers),
    approvals: createApprovalStore(readers),
    audit: createAuditStore(readers),
    kv: createKvStore(readers),
    secrets: createSecretStore(readers),
    namespaceFiles: createNamespaceFileStore(readers),
    metrics: createMetricStore(readers),
    tokens: createTokenStore(readers),
    tenants: createTenantStore(readers),
    triggers: createTriggerStore(readers),
    owners: createOwnerStore({ lock, db: kysely, clock }),
    close: () => {
      closing ??= database.close()
      return closing
    },
  }
}

async function open(options: StorageOptions): Promise<OpenDatabase> {
  const ports = { clock: options.clock, logger: options.logger.child({ component: 'storage' }) }
  if ('memory' in options) return openSqliteMemory(ports)
  if ('file' in options) return openSqliteFile(options.file, ports)
  // Most servers run on the embedded database and never load the driver of the other.
  const { openPostgres } = await import('./dialects/postgres/open-database.ts')
  return openPostgres(options.url, ports)
}
