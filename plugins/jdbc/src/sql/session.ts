import type { TaskContext, ValueMap } from '@countersign/plugin-sdk'
import type { BoundStatement } from './sql-text.ts'

/** What running SQL needs of a context; triggers have no files. */
export type QueryContext = Pick<TaskContext, 'signal' | 'metric'> & {
  readonly files: Pick<TaskContext['files'], 'write'>
}

/** What came of a statement. */
export interface StatementResult {
  /** False for statements that give no rows at all, such as `insert` without `returning`. */
  readonly hasRows: boolean
  /** Rows in pieces of `fetchSize`, as they come from the database; to be read once, and to the end or not at all. */
  rows(): AsyncIterable<readonly ValueMap[]>
}

/** A connection to a database, for one task. */
export interface Session {
  /** The mark of a parameter, by its position from 1. */
  mark(position: number): string
  /** Runs one statement. @throws TaskFailure with what the database says */
  run(statement: BoundStatement, fetchSize: number): Promise<StatementResult>
  close(): Promise<void>
}
