import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'

/** What the dialects say differently in queries, named after what is meant. */
export interface SqlFeatures {
  /** 1-based place of a text within another, 0 when it is not there; upper and lower case differ. */
  position(column: Expression<string | null>, text: Expression<string>): RawBuilder<number>
  /** True for a labels column (JSON list of `{key, value}`) that holds exactly this label. */
  hasLabel(column: Expression<string>, key: string, value: string): RawBuilder<SqlBool>
}

export const SQLITE_FEATURES: SqlFeatures = {
  position: (column, text) => sql<number>`instr(${column}, ${text})`,
  hasLabel: (column, key, value) =>
    sql<SqlBool>`exists (select 1 from json_each(${column}) as label where label.value ->> 'key' = ${key} and label.value ->> 'value' = ${value})`,
}

export const POSTGRES_FEATURES: SqlFeatures = {
  position: (column, text) => sql<number>`strpos(${column}, ${text})`,
  hasLabel: (column, key, value) => sql<SqlBool>`${column}::jsonb @> ${JSON.stringify([{ key, value }])}::jsonb`,
}
