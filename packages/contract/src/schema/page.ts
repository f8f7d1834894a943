import * as z from 'zod'
import { queryInteger, queryList } from './query-value.ts'

/** Most items that one page holds; a larger `size` is answered with this many. */
export const MAX_PAGE_SIZE = 10_000

/** Most items of one page of our own lists. */
export const MAX_CURSOR_PAGE_SIZE = 200

/** `page` (from 1), `size` and `sort` of Kestra's searches (api.md 1.5, observed/api.md G75). */
export const pageQueryShape = {
  page: queryInteger({ min: 1 }).default(1),
  size: queryInteger({ min: 1, max: MAX_PAGE_SIZE }).default(10),
  sort: queryList(z.string())
    .optional()
    .meta({ description: 'Items `field:asc` or `field:desc`, repeated or comma-joined.' }),
} as const

/** `cursor` (opaque, from `nextCursor` of the page before) and `size` of our own lists. */
export const cursorQueryShape = {
  cursor: z.string().min(1).optional(),
  size: queryInteger({ min: 1, max: MAX_CURSOR_PAGE_SIZE }).default(25),
} as const

/** Kestra's page: `total` counts all matches, also for a page beyond the end. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.object({ results: z.array(item), total: z.number().int() })
}

/** A page of one of our own lists. `nextCursor` is null on the last page. */
export function cursorPageOf<S extends z.ZodType>(item: S) {
  return z.object({
    results: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
    totalIsLowerBound: z.boolean().optional().meta({ description: 'True when counting stopped: show "10,000+".' }),
  })
}
