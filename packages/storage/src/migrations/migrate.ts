import { setTimeout as sleep } from 'node:timers/promises'
import type { AppError, Clock, Logger } from '@countersign/core'
import type { HeldLock, ProcessLock } from '../dialects/process-lock.ts'
import type { MigrationRow } from '../schema/record-rows.ts'
import type { Migration } from './migration.ts'
import { pendingMigrations, type RecordedMigration } from './pending-migrations.ts'

/** A database as its migrations see it. */
export interface MigrationTarget {
  /** What the database records; nothing when it is new. */
  recorded(): Promise<readonly RecordedMigration[]>
  /**
   * Applies and records a migration in one transaction, unless another process did meanwhile.
   * Resolves to false in that case.
   */
  apply(migration: Migration, row: MigrationRow): Promise<boolean>
}

interface MigrateOptions {
  readonly target: MigrationTarget
  readonly migrations: readonly Migration[]
  /** Held while the schema changes, so that it never changes under a running process. */
  readonly lock: ProcessLock
  readonly clock: Clock
  readonly logger: Logger
  /** Says who holds the lock. */
  readonly inUse: () => Promise<AppError>
  /** How long to wait for the lock. */
  readonly waitMs?: number
}

/** Processes that start together wait for the first of them to finish; one that runs does not let go. */
const WAIT_MS = 10_000
const RETRY_MS = 100

/**
 * Brings the schema up to date. A database that needs nothing is left alone and not locked.
 *
 * @throws AppError DATABASE_TOO_NEW when it was changed by a newer version, DATABASE_IN_USE when it needs a migration and
 * another process works on it.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { target, migrations, lock, logger, inUse, waitMs = WAIT_MS } = options
  const isPending = async () => pendingMigrations(await target.recorded(), migrations, logger).length > 0
  for (let waited = 0; await isPending(); waited += RETRY_MS) {
    const held = await lock.tryAcquire()
    if (held) return applyPending(options, held)
    if (waited >= waitMs) throw await inUse()
    await sleep(RETRY_MS)
  }
}

async function applyPending({ target, migrations, clock, logger }: MigrateOptions, held: HeldLock): Promise<void> {
  try {
    for (const migration of pendingMigrations(await target.recorded(), migrations, logger)) {
      const { number, name, breaking } = migration
      const row = { number, name, breaking: breaking ? 1 : 0, applied_at: clock.now() }
      if (await target.apply(migration, row)) logger.info('migration applied', { number, migration: name })
    }
  } finally {
    await held.release()
  }
}
