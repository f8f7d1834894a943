import { executions } from './0001-executions.ts'
import { records } from './0002-records.ts'
import { login } from './0003-login.ts'
import { triggers } from './0004-triggers.ts'
import type { Migration } from './migration.ts'

/** The whole history of the schema, in order. A new migration is added at the end. */
export const ALL_MIGRATIONS: readonly Migration[] = [executions, records, login, triggers]
