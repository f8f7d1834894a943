/** A page of one of Kestra's searches: `total` counts all matches. */
export interface PageResult<T> {
  readonly results: readonly T[]
  readonly total: number
}

/** A page of one of our own lists; `nextCursor` is null on the last page. */
export interface CursorResult<T> extends PageResult<T> {
  readonly nextCursor: string | null
  readonly totalIsLowerBound?: boolean
}
