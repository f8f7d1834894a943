import { AppError, type Logger } from '@countersign/core'
import type { MigrationRow } from '../schema/record-rows.ts'
import type { Migration } from './migration.ts'

/** A migration as a database records it. */
export type RecordedMigration = Pick<MigrationRow, 'number' | 'name' | 'breaking'>

/**
 * Which migrations a database still needs, given those that it records.
 *
 * A database that records migrations unknown to this program was written by a newer one. It is refused when one of them is
 * marked breaking; otherwise older and newer programs may take turns, for example while nodes are upgraded.
 *
 * @throws AppError DATABASE_TOO_NEW
 */
export function pendingMigrations(
  recorded: readonly RecordedMigration[],
  known: readonly Migration[],
  logger: Logger,
): readonly Migration[] {
  const newest = known.length
  const unknown = recorded.filter((row) => row.number > newest)
  const breaking = unknown.find((row) => row.breaking === 1)
  if (breaking) {
    throw new AppError(
      'DATABASE_TOO_NEW',
      `The database is at schema ${Math.max(...unknown.map((row) => row.number))} and this program knows schemas up to ${newest}: ` +
        `a newer version changed it ("${breaking.name}"). Start that version or a later one, or restore a backup made before the upgrade.`,
      { details: { databaseSchema: Math.max(...unknown.map((row) => row.number)), programSchema: newest } },
    )
  }
  if (unknown.length > 0)
    logger.warn('database has newer, compatible migrations', { unknown: unknown.map((row) => row.number) })
  const done = new Set(recorded.map((row) => row.number))
  return known.filter((migration) => !done.has(migration.number))
}

/** Keeps the record of what was applied; made before the first migration. */
export const CREATE_MIGRATIONS_TABLE = `create table if not exists schema_migrations (
  number integer primary key,
  name text not null,
  breaking integer not null,
  applied_at bigint not null
)`
