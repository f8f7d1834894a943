import type { FilterProblem } from './query-filter.ts'

/** By what executions can be sorted (api.md 1.5). */
export const EXECUTION_SORT_FIELDS = [
  'id',
  'state.startDate',
  'state.endDate',
  'state.duration',
  'state.current',
  'namespace',
  'flowId',
] as const

/** By what flows can be sorted. */
export const FLOW_SORT_FIELDS = ['id', 'namespace'] as const

/** By what triggers can be sorted. */
export const TRIGGER_SORT_FIELDS = [
  'triggerId',
  'flowId',
  'namespace',
  'date',
  'nextExecutionDate',
  'executionId',
  'workerId',
] as const

/** One sort key; the first of a list decides first. */
export interface SortKey<F extends string = string> {
  readonly field: F
  readonly descending: boolean
}

/**
 * Reads the items of `sort`: `field:asc` or `field:desc`; anything but `asc` after the colon means descending, as Kestra
 * has it (observed: `id:up` is taken). An unknown field or a missing colon is a problem.
 */
export function parseSort<F extends string>(
  items: readonly string[],
  fields: readonly F[],
): { readonly sort: readonly SortKey<F>[]; readonly problems: readonly FilterProblem[] } {
  const sort: SortKey<F>[] = []
  const problems: FilterProblem[] = []
  for (const item of items) {
    const [name = '', direction, ...more] = item.split(':')
    const field = fields.find((known) => known === name.trim())
    if (direction === undefined || more.length > 0) {
      problems.push(problem(`“${item}” must be field:asc or field:desc`))
    } else if (field === undefined) {
      problems.push(problem(`cannot sort by “${name}”, only by ${fields.join(', ')}`))
    } else sort.push({ field, descending: direction.trim().toLowerCase() !== 'asc' })
  }
  return { sort, problems }
}

function problem(message: string): FilterProblem {
  return { field: 'sort', category: 'invalid', code: 'SORT_INVALID', message }
}
