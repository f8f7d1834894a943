import type { ColumnHelpers } from './column-helpers.ts'

/**
 * One step of the schema's history. Forward only and never edited after a release: what was wrong is put right by the
 * next one.
 */
export interface Migration {
  /** 1, 2, 3 ... without gaps. */
  readonly number: number
  readonly name: string
  /** True when a program that does not know this migration must not work on the database any more. */
  readonly breaking: boolean
  /** The statements, in order; they run in one transaction. */
  statements(columns: ColumnHelpers): readonly string[]
}
