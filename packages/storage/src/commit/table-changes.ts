import type { WriteSession } from '../dialects/write-session.ts'
import type { SqlValue, Table } from '../schema/table.ts'

/**
 * What a group of units does to one table, with at most one change left per row: units of a group see each other, and a
 * statement of many rows could not tell which of two changes to a row came last. Removals are written before rows, so a row
 * removed and added again ends up there.
 */
export interface TableChanges<Row> {
  insert(row: Row): void
  put(row: Row): void
  update(row: Row): void
  remove(key: readonly SqlValue[]): void
  /** Forgets pending rows, because something else removes them. */
  forget(matches: (row: Row) => boolean): void
  writeRemovals(session: WriteSession): Promise<void>
  writeRows(session: WriteSession): Promise<void>
}

type Operation = 'insert' | 'put' | 'update'

interface Pending<Row> {
  operation: Operation
  row: Row
}

export function createTableChanges<Row>(table: Table<Row>): TableChanges<Row> {
  const pending = new Map<string, Pending<Row>>()
  const removed = new Map<string, readonly SqlValue[]>()

  const set = (operation: Operation, row: Row) => {
    const key = identity(table.keyOf(row))
    const before = pending.get(key)
    if (before === undefined) pending.set(key, { operation, row })
    else if (operation === 'update') before.row = table.updated(before.row, row)
    else if (operation === 'put') before.row = row
    // The database refuses the second row of a key; let it say so.
    else pending.set(`${key}\0${pending.size}`, { operation, row })
  }
  const write = async (session: WriteSession): Promise<void> => {
    const rows: Record<Operation, Row[]> = { insert: [], put: [], update: [] }
    for (const { operation, row } of pending.values()) rows[operation].push(row)
    const writing: Promise<void>[] = []
    if (rows.insert.length > 0) writing.push(session.insert(table, rows.insert))
    if (rows.put.length > 0) writing.push(session.put(table, rows.put))
    if (rows.update.length > 0) writing.push(session.update(table, rows.update))
    await Promise.all(writing)
  }
  return {
    insert: (row) => set('insert', row),
    put: (row) => set('put', row),
    update: (row) => set('update', row),
    remove: (key) => {
      const name = identity(key)
      pending.delete(name)
      removed.set(name, key)
    },
    forget: (matches) => {
      for (const [key, { row }] of pending) if (matches(row)) pending.delete(key)
    },
    writeRemovals: async (session) => {
      if (removed.size > 0) await session.remove(table.removal, [...removed.values()])
    },
    writeRows: write,
  }
}

function identity(key: readonly SqlValue[]): string {
  return key.length === 1 ? String(key[0]) : key.join('\0')
}
