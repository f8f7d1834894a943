import { type FilterProblem, parseSort, type SortKey } from '@countersign/contract'
import { AppError } from '@countersign/core'

/** @throws AppError REQUEST_MALFORMED or REQUEST_INVALID naming every parameter that is wrong */
export function refuseProblems(problems: readonly FilterProblem[]): void {
  if (problems.length === 0) return
  const fields = problems.map(({ field, code, message }) => ({ field, code, message }))
  const text = problems.map(({ field, message }) => `\`${field}\`: ${message}`).join('; ')
  const code = problems.every(({ category }) => category === 'malformed') ? 'REQUEST_MALFORMED' : 'REQUEST_INVALID'
  throw new AppError(code, text, { fields })
}

/** The sort keys of a search. @throws AppError REQUEST_INVALID */
export function readSort<F extends string>(
  items: readonly string[] | undefined,
  fields: readonly F[],
): readonly SortKey<F>[] {
  const { sort, problems } = parseSort(items ?? [], fields)
  refuseProblems(problems)
  return sort
}

/** A filter that is known, and that searches here cannot do yet: refused, never passed over. */
export function unsupportedFilter(field: string, operation: string): AppError {
  const message = `\`${field}\` cannot be filtered with ${operation} yet.`
  return new AppError('REQUEST_INVALID', message, { fields: [{ field, code: 'FILTER_UNSUPPORTED', message }] })
}
