import { type Expression, type RawBuilder, sql } from 'kysely'

/** What the dialects say differently in queries, named after what is meant. */
export interface SqlFeatures {
  /** 1-based place of a text within another, 0 when it is not there; upper and lower case differ. */
  position(column: Expression<string | null>, text: Expression<string>): RawBuilder<number>
}

export const SQLITE_FEATURES: SqlFeatures = {
  position: (column, text) => sql<number>`instr(${column}, ${text})`,
}

export const POSTGRES_FEATURES: SqlFeatures = {
  position: (column, text) => sql<number>`strpos(${column}, ${text})`,
}
