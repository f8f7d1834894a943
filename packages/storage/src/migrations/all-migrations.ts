import { executions } from './0001-executions.ts'
import { records } from './0002-records.ts'
import { login } from './0003-login.ts'
import { loops } from './0004-loops.ts'
import { files } from './0005-files.ts'
import { concurrency } from './0006-concurrency.ts'
import { secrets } from './0007-secrets.ts'
import { operations } from './0008-operations.ts'
import { triggers } from './0009-triggers.ts'
import type { Migration } from './migration.ts'

/** The whole history of the schema, in order. A new migration is added at the end. */
export const ALL_MIGRATIONS: readonly Migration[] = [
  executions,
  records,
  login,
  loops,
  files,
  concurrency,
  secrets,
  operations,
  triggers,
]
