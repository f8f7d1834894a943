import { AppError, type PageQuery } from '@countersign/core'
import { type RawBuilder, sql } from 'kysely'

/** The fields that a list can be sorted by, and what each sorts by. */
export type SortFields = Readonly<Record<string, { readonly by: RawBuilder<unknown>; readonly nullable?: true }>>

/**
 * The `order by` of a page: the asked fields, then `last` (what makes the order total). Missing values count as the
 * greatest in both databases.
 *
 * @throws AppError REQUEST_INVALID for a field that the list cannot be sorted by.
 */
export function orderOf(sort: PageQuery['sort'], fields: SortFields, last: RawBuilder<unknown>): RawBuilder<unknown> {
  const terms = sort.map(({ field, descending }) => {
    const known = Object.hasOwn(fields, field) ? fields[field] : undefined
    if (!known) throw unknownField(field, fields)
    const direction = sql.raw(descending ? 'desc' : 'asc')
    if (!known.nullable) return sql`${known.by} ${direction}`
    return sql`${known.by} ${direction} ${sql.raw(descending ? 'nulls first' : 'nulls last')}`
  })
  return sql.join([...terms, last])
}

function unknownField(field: string, fields: SortFields): AppError {
  const allowed = Object.keys(fields).join(', ')
  return new AppError('REQUEST_INVALID', `This list cannot be sorted by "${field}". It can be sorted by: ${allowed}.`, {
    fields: [{ field: 'sort', code: 'unknown-field', message: `Unknown field "${field}"; use one of: ${allowed}.` }],
  })
}

/** How many rows stand before a page. */
export function offsetOf({ page, size }: PageQuery): number {
  return (page - 1) * size
}
