import type { TextFilter } from '@countersign/core'
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { SqlFeatures } from '../dialects/sql-features.ts'
import { toLabelText } from '../rows/labels-text.ts'

/**
 * The condition of a text filter on a column. Upper and lower case differ. Several values of one filter: any of them may
 * match (for the negated operators: none may).
 */
export function matchesText(
  column: Expression<string>,
  { operator, values }: TextFilter,
  features: SqlFeatures,
): RawBuilder<SqlBool> {
  switch (operator) {
    case 'EQUALS':
    case 'IN':
      return isOneOf(column, values)
    case 'NOT_EQUALS':
    case 'NOT_IN':
      return sql<SqlBool>`not ${isOneOf(column, values)}`
    case 'CONTAINS':
      return anyOf(values, (value) => sql<SqlBool>`${features.position(column, sql.val(value))} > 0`)
    case 'STARTS_WITH':
      return anyOf(values, (value) => startsWith(column, value))
    case 'ENDS_WITH':
      return anyOf(
        values,
        (value) => sql<SqlBool>`substr(${column}, length(${column}) - length(${text(value)}) + 1) = ${value}`,
      )
    case 'PREFIX':
      return anyOf(values, (value) => isWithin(column, value))
  }
}

/** Equal to a namespace or inside it: `hr` holds `hr` and `hr.leave`, not `hrx`. */
export function isWithin(column: Expression<string>, namespace: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${column} = ${namespace} or ${startsWith(column, `${namespace}.`)})`
}

/** Free text, found in any of the columns whatever the case. Both databases know upper and lower case of ASCII only. */
export function mentions(
  columns: readonly Expression<string | null>[],
  searched: string,
  features: SqlFeatures,
): RawBuilder<SqlBool> {
  const found = columns.map(
    (column) =>
      sql<SqlBool>`${features.position(sql<string>`lower(${column})`, sql<string>`lower(${text(searched)})`)} > 0`,
  )
  return sql<SqlBool>`(${sql.join(found, sql` or `)})`
}

/**
 * True for a labels column that holds exactly this label. The column is the text that `toLabelsText` writes, and within it
 * the text of one label can only stand for that label: quotes inside keys and values are escaped. Finding that text takes a
 * tenth of the time that the databases need to parse the JSON of each row.
 */
export function hasLabel(
  column: Expression<string>,
  label: { readonly key: string; readonly value: string; readonly negated: boolean },
  features: SqlFeatures,
): RawBuilder<SqlBool> {
  const place = features.position(column, sql.val(toLabelText(label)))
  return label.negated ? sql<SqlBool>`${place} = 0` : sql<SqlBool>`${place} > 0`
}

function startsWith(column: Expression<string>, value: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`substr(${column}, 1, length(${text(value)})) = ${value}`
}

function isOneOf(column: Expression<string>, values: readonly string[]): RawBuilder<SqlBool> {
  return anyOf(values, (value) => sql<SqlBool>`${column} = ${value}`)
}

/** Nothing matches an empty list. */
function anyOf(values: readonly string[], condition: (value: string) => RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  if (values.length === 0) return sql<SqlBool>`1 = 0`
  return sql<SqlBool>`(${sql.join(values.map(condition), sql` or `)})`
}

/** A parameter whose type no column tells. */
function text(value: string): RawBuilder<string> {
  return sql<string>`cast(${value} as text)`
}
