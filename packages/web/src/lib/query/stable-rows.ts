/** Rows as they are shown: kept in place while new ones wait to be let in. */
export interface StableRows<Row> {
  readonly rows: readonly Row[]
  /** How many rows of the newest answer are not shown yet. */
  readonly waiting: number
}

/**
 * Brings an answer of the server into a list that somebody is looking at: known rows change where they stand, rows that
 * are gone leave, and new ones wait, because nothing may move under the pointer. With `letIn` the answer's own order counts.
 */
export function mergeRows<Row>(
  shown: readonly Row[],
  fresh: readonly Row[],
  keyOf: (row: Row) => string,
  letIn: boolean,
): StableRows<Row> {
  if (letIn || shown.length === 0) return { rows: fresh, waiting: 0 }
  const byKey = new Map(fresh.map((row) => [keyOf(row), row]))
  const rows = shown.flatMap((row) => byKey.get(keyOf(row)) ?? [])
  return { rows, waiting: fresh.length - rows.length }
}
