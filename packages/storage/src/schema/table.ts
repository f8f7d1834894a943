/** What a bound parameter can be, and what a cell reads as. Instants are integer milliseconds; flags are 0 or 1. */
export type SqlValue = string | number | null

/** Column types as bulk statements need to name them. `bigint` holds instants and everything that can pass 2^31. */
export type ColumnType = 'text' | 'integer' | 'bigint' | 'double precision'

/** A column by name and type. */
export interface Column {
  readonly name: string
  readonly type: ColumnType
}

/** Removes the rows of which `columns` have given values. One object per statement: dialects remember its text. */
export interface Removal {
  readonly table: string
  readonly columns: readonly Column[]
}

/** What the bulk writer knows of a table: enough to write its statements once for each dialect. */
export interface Table<Row> {
  readonly name: string
  readonly columns: readonly Column[]
  /** The columns that name a row in updates, puts and removals. */
  readonly key: readonly Column[]
  /** The columns that an update or a put over an existing row writes. None: a put leaves an existing row alone. */
  readonly mutable: readonly Column[]
  /** Removes rows by their key. */
  readonly removal: Removal
  /** Cells in the order of `columns`. */
  values(row: Row): readonly SqlValue[]
  /** Cells in the order of `key`. */
  keyOf(row: Row): readonly SqlValue[]
  /** Cells of `mutable`, then of `key`: the order of parameters of an update of one row. */
  updateValues(row: Row): readonly SqlValue[]
  /** The row `before` as it is once `after` has updated it. */
  updated(before: Row, after: Row): Row
}

interface TableOptions<Row> {
  readonly columns: { readonly [Name in keyof Row & string]: ColumnType }
  readonly key: readonly (keyof Row & string)[]
  /** Columns that keep what was inserted. Key columns always do. `'all'`: rows are never changed. */
  readonly fixed?: readonly (keyof Row & string)[] | 'all'
}

/** Declares a table. The compiler checks that every column of the row type is named. */
export function defineTable<Row extends { readonly [Name in keyof Row]: SqlValue }>(
  name: string,
  options: TableOptions<Row>,
): Table<Row> {
  // Object.keys forgets the key type; the object has exactly the members of Row.
  const names = Object.keys(options.columns) as (keyof Row & string)[]
  const { key, fixed = [] } = options
  const mutable = fixed === 'all' ? [] : names.filter((column) => !key.includes(column) && !fixed.includes(column))
  const describe = (column: keyof Row & string): Column => ({ name: column, type: options.columns[column] })
  const inUpdate = [...mutable, ...key]
  const keyColumns = key.map(describe)
  return {
    name,
    columns: names.map(describe),
    key: keyColumns,
    removal: { table: name, columns: keyColumns },
    mutable: mutable.map(describe),
    values: (row) => names.map((column) => row[column]),
    keyOf: (row) => key.map((column) => row[column]),
    updateValues: (row) => inUpdate.map((column) => row[column]),
    updated: (before, after) => {
      const row = { ...before }
      for (const column of mutable) row[column] = after[column]
      return row
    },
  }
}
