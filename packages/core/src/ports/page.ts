/** A page of a list by number, as Kestra's paths have it; `page` starts at 1 and `total` is exact. */
export interface PageQuery {
  readonly page: number
  readonly size: number
  readonly sort: readonly { readonly field: string; readonly descending: boolean }[]
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly total: number
}

/** A page of one of our own lists: `cursor` is opaque, null at the start; `nextCursor` is null at the end. */
export interface CursorQuery {
  readonly cursor: string | null
  readonly size: number
}

export interface CursorPage<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

/** Operators of a text filter (observed/api.md G). `PREFIX` is namespace-wise: equal, or followed by a dot. */
export type TextOperator =
  | 'EQUALS'
  | 'NOT_EQUALS'
  | 'CONTAINS'
  | 'STARTS_WITH'
  | 'ENDS_WITH'
  | 'PREFIX'
  | 'IN'
  | 'NOT_IN'

export interface TextFilter {
  readonly operator: TextOperator
  readonly values: readonly string[]
}
