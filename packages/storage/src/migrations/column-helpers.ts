/**
 * What the two dialects say differently in a schema, so that there is one history of migrations. Named after what is
 * meant, not after a vendor.
 */
export interface ColumnHelpers {
  readonly text: string
  /** Whole numbers up to 2^31, and flags (0 or 1). */
  readonly integer: string
  /** Whole numbers up to 2^53: instants, sequence numbers. */
  readonly bigint: string
  /** Numbers with a fraction. */
  readonly double: string
  /** Primary key that numbers appended rows, never reusing a number. */
  readonly appendedPrimaryKey: string
  /** Column types of the login library, which has its own idea of flags and dates. */
  readonly loginBoolean: string
  readonly loginDate: string
  /** Ends a `create table` whose rows are best kept in the order of their primary key. */
  readonly clustered: string
  /** Statements that make the database refuse changes and removals of the rows of `table`. */
  refuseChanges(table: string): readonly string[]
}

export const SQLITE_COLUMNS: ColumnHelpers = {
  text: 'text',
  integer: 'integer',
  bigint: 'integer',
  double: 'real',
  appendedPrimaryKey: 'integer primary key autoincrement',
  loginBoolean: 'integer',
  loginDate: 'date',
  clustered: ' without rowid',
  refuseChanges: (table) =>
    ['update', 'delete'].map(
      (operation) =>
        `create trigger ${table}_refuse_${operation} before ${operation} on ${table} ` +
        `begin select raise(abort, '${table} is append-only'); end`,
    ),
}

export const POSTGRES_COLUMNS: ColumnHelpers = {
  // Ids sort by time only when compared byte by byte, whatever the database's own collation.
  text: 'text collate "C"',
  integer: 'integer',
  bigint: 'bigint',
  double: 'double precision',
  appendedPrimaryKey: 'bigint generated always as identity primary key',
  loginBoolean: 'boolean',
  loginDate: 'timestamptz',
  clustered: '',
  refuseChanges: (table) => [
    `create function ${table}_refuse() returns trigger language plpgsql as ` +
      `$$ begin raise exception '${table} is append-only'; end $$`,
    `create trigger ${table}_refuse_change before update or delete on ${table} ` +
      `for each row execute function ${table}_refuse()`,
    `create trigger ${table}_refuse_truncate before truncate on ${table} ` +
      `for each statement execute function ${table}_refuse()`,
  ],
}
