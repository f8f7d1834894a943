import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './data-table.module.css'
import { useTableKeys } from './use-table-keys.ts'

/** One column of a table. */
export interface Column<Row> {
  readonly key: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'right'
  /** The column takes what the others leave. */
  readonly grow?: boolean
  /** On a narrow screen: the first line of the row, a line below it, or not shown. */
  readonly narrow?: 'main' | 'below' | 'hide'
}

/** Rows that are chosen for a bulk action. */
export interface Selection {
  readonly keys: ReadonlySet<string>
  readonly onChange: (keys: ReadonlySet<string>) => void
}

interface DataTableProps<Row> {
  /** What the table lists, for assistive technology. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** Null while they are read. */
  readonly rows: readonly Row[] | null
  readonly rowKey: (row: Row) => string
  readonly selection?: Selection
  /** Shown in place of rows when there are none. */
  readonly empty?: ReactNode
}

/**
 * A dense table. Each row's first link is the row's: the whole row leads there, `j` and `k` go from one to the next, `enter`
 * opens it and `x` selects the row.
 */
export function DataTable<Row>({ label, columns, rows, rowKey, selection, empty }: DataTableProps<Row>) {
  const tableRef = useTableKeys(
    selection === undefined ? undefined : (key) => selection.onChange(toggled(selection.keys, key)),
  )
  if (rows !== null && rows.length === 0 && empty !== undefined) return <>{empty}</>
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label} aria-busy={rows === null} ref={tableRef}>
        <thead>
          <tr>
            {selection !== undefined && <SelectAll rows={rows} rowKey={rowKey} selection={selection} />}
            {columns.map((column) => (
              <th key={column.key} scope="col" {...cellLook(column)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows === null
            ? SKELETON_ROWS.map((key) => <SkeletonRow key={key} columns={columns.length + (selection ? 1 : 0)} />)
            : rows.map((row) => (
                <DataRow key={rowKey(row)} id={rowKey(row)} row={row} columns={columns} selection={selection} />
              ))}
        </tbody>
      </table>
    </div>
  )
}

const SKELETON_ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const

interface DataRowProps<Row> {
  readonly id: string
  readonly row: Row
  readonly columns: readonly Column<Row>[]
  readonly selection: Selection | undefined
}

function DataRow<Row>({ id, row, columns, selection }: DataRowProps<Row>) {
  const selected = selection?.keys.has(id) === true
  return (
    <tr data-row={id} data-selected={selected ? '' : undefined}>
      {selection !== undefined && (
        <td className={styles.select}>
          <Checkbox
            size="xs"
            aria-label={`Select ${id}`}
            checked={selected}
            onChange={() => selection.onChange(toggled(selection.keys, id))}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.key} {...cellLook(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

function SelectAll<Row>(props: {
  readonly rows: readonly Row[] | null
  readonly rowKey: (row: Row) => string
  readonly selection: Selection
}) {
  const keys = (props.rows ?? []).map(props.rowKey)
  const chosen = keys.filter((key) => props.selection.keys.has(key)).length
  return (
    <th scope="col" className={styles.select}>
      <Checkbox
        size="xs"
        aria-label="Select all rows of this page"
        checked={keys.length > 0 && chosen === keys.length}
        indeterminate={chosen > 0 && chosen < keys.length}
        onChange={() => props.selection.onChange(new Set(chosen === keys.length ? [] : keys))}
      />
    </th>
  )
}

function SkeletonRow({ columns }: { readonly columns: number }) {
  return (
    <tr>
      <td colSpan={columns} data-narrow="main">
        <span className={styles.skeleton} />
      </td>
    </tr>
  )
}

function cellLook<Row>(column: Column<Row>) {
  return {
    'data-align': column.align,
    'data-grow': column.grow === true ? '' : undefined,
    'data-narrow': column.narrow ?? 'below',
  }
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
