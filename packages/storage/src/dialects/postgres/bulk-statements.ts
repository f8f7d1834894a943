import type { Column, Removal, Table } from '../../schema/table.ts'
import { memoize } from '../memoize.ts'
import type { KeyedRead } from '../write-session.ts'

/** A statement over many rows: one array parameter for each column of `parameters`. */
export interface Statement {
  /** Name of the prepared statement. */
  readonly name: string
  readonly text: string
  readonly parameters: readonly Column[]
}

type Subject = Pick<Table<never>, 'name' | 'columns' | 'key' | 'mutable'>

/** The statements of the bulk writer, each written once. */
export function createStatements() {
  return {
    read: memoize(read),
    remove: memoize(remove),
    insert: memoize(insert),
    put: memoize(put),
    update: memoize(update),
  }
}

/** Locks what it reads, in the order of the keys, so that two transactions never wait for each other crosswise. */
function read({ table, key, columns }: KeyedRead): Statement {
  const wanted = [...key.map(({ name }) => name), ...columns].map((name) => `t.${quote(name)}`).join(', ')
  const order = key.map(({ name }) => `t.${quote(name)}`).join(', ')
  return {
    name: `read ${table} ${columns.join(' ')}`,
    text:
      `select ${wanted} from ${quote(table)} t join ${rowsOf(key)} on ${equal('t', key)} ` +
      `order by ${order} for update of t`,
    parameters: key,
  }
}

function remove({ table, columns }: Removal): Statement {
  return {
    name: `remove ${table} ${columns.map(({ name }) => name).join(' ')}`,
    text: `delete from ${quote(table)} t using ${rowsOf(columns)} where ${equal('t', columns)}`,
    parameters: columns,
  }
}

function insert(table: Subject): Statement {
  return { name: `insert ${table.name}`, text: insertText(table), parameters: table.columns }
}

function put(table: Subject): Statement {
  const sets = table.mutable.map(({ name }) => `${quote(name)} = excluded.${quote(name)}`).join(', ')
  const action = sets === '' ? 'do nothing' : `do update set ${sets}`
  return {
    name: `put ${table.name}`,
    text: `${insertText(table)} on conflict (${names(table.key)}) ${action}`,
    parameters: table.columns,
  }
}

function update(table: Subject): Statement {
  const parameters = [...table.mutable, ...table.key]
  const sets = table.mutable.map(({ name }) => `${quote(name)} = r.${quote(name)}`).join(', ')
  return {
    name: `update ${table.name} ${table.key.map(({ name }) => name).join(' ')}`,
    text: `update ${quote(table.name)} t set ${sets} from ${rowsOf(parameters)} where ${equal('t', table.key)}`,
    parameters,
  }
}

/** Rows keep their order: the database numbers log lines as it inserts them. */
function insertText({ name, columns }: Subject): string {
  const arrays = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')
  return (
    `insert into ${quote(name)} (${names(columns)}) select ${names(columns)} ` +
    `from unnest(${arrays}) with ordinality as r(${names(columns)}, ordinal_of_row) order by ordinal_of_row`
  )
}

function rowsOf(columns: readonly Column[]): string {
  const arrays = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')
  return `unnest(${arrays}) as r(${names(columns)})`
}

function equal(alias: string, columns: readonly Column[]): string {
  return columns.map(({ name }) => `${alias}.${quote(name)} = r.${quote(name)}`).join(' and ')
}

function names(columns: readonly Column[]): string {
  return columns.map(({ name }) => quote(name)).join(', ')
}

function quote(identifier: string): string {
  return `"${identifier}"`
}
