import type { Column, Removal, SqlValue, Table } from '../schema/table.ts'

/** Reads rows by key within a write transaction; where the dialect can, the rows stay locked until it ends. */
export interface KeyedRead {
  readonly table: string
  readonly key: readonly Column[]
  /** Columns wanted beside the key. */
  readonly columns: readonly string[]
}

/**
 * One open write transaction. Calls may be made without awaiting the ones before: they take effect in order, and when one
 * fails the transaction fails.
 */
export interface WriteSession {
  /** The rows found, as key cells followed by the wanted columns' cells, in no particular order. */
  read(read: KeyedRead, keys: readonly (readonly SqlValue[])[]): Promise<readonly (readonly SqlValue[])[]>
  remove(removal: Removal, keys: readonly (readonly SqlValue[])[]): Promise<void>
  /** Rows that must be new. */
  insert<Row>(table: Table<Row>, rows: readonly Row[]): Promise<void>
  /** Rows that are new or take the place of the row with their key. */
  put<Row>(table: Table<Row>, rows: readonly Row[]): Promise<void>
  /** Writes the mutable columns of rows that exist. */
  update<Row>(table: Table<Row>, rows: readonly Row[]): Promise<void>
}

/** The one writer of a database. */
export interface Writer {
  /** Runs `work` in one durable transaction, after those before it. Rejects, with nothing written, when anything fails. */
  transaction<T>(work: (session: WriteSession) => Promise<T>): Promise<T>
}
