import { AppError } from '@countersign/core'
import type { Kysely } from 'kysely'
import type { Database } from '../schema/database.ts'

/** The refusal of a process that finds the database owned by another one, named by the newest row of `owners`. */
export async function databaseInUse(db: Kysely<Database>): Promise<AppError> {
  const holder = await db.selectFrom('owners').selectAll().orderBy('acquired_at', 'desc').limit(1).executeTakeFirst()
  const who = holder
    ? `the Countersign process ${holder.pid} on host ${holder.host}, since ${new Date(holder.acquired_at).toISOString()}`
    : 'another process, which has not written its name yet'
  return new AppError(
    'DATABASE_IN_USE',
    `The database is in use by ${who}. Stop that process, or start this one with another data directory or database URL.`,
    { details: holder ? { pid: holder.pid, host: holder.host, since: holder.acquired_at } : {} },
  )
}
