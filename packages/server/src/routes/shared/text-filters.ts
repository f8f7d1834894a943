import type { QueryFilter } from '@countersign/contract'
import type { TextFilter, TextOperator } from '@countersign/core'
import { unsupportedFilter } from './filters.ts'

const OPERATORS: readonly TextOperator[] = [
  'EQUALS',
  'NOT_EQUALS',
  'CONTAINS',
  'STARTS_WITH',
  'ENDS_WITH',
  'PREFIX',
  'IN',
  'NOT_IN',
]

/** The namespace of the system itself; `scope` tells it from those of users. */
const SYSTEM_NAMESPACE = 'system'

/** A condition on a text column. @throws AppError REQUEST_INVALID for an operation that the stores do not have */
export function toTextFilter({ field, operation, values }: QueryFilter): TextFilter {
  const operator = OPERATORS.find((known) => known === operation)
  if (operator === undefined) throw unsupportedFilter(field, operation)
  return { operator, values }
}

/** `scope` as a condition on the namespace. */
export function scopeFilter({ operation, values }: QueryFilter): TextFilter {
  const wantsSystem = values.includes('SYSTEM') !== (operation === 'NOT_EQUALS')
  return { operator: wantsSystem ? 'EQUALS' : 'NOT_EQUALS', values: [SYSTEM_NAMESPACE] }
}

/** Free text; `*` means everything. Null when it restricts nothing. @throws AppError REQUEST_INVALID */
export function toSearchText({ field, operation, values }: QueryFilter): string | null {
  if (operation !== 'EQUALS') throw unsupportedFilter(field, operation)
  const text = values[0]?.trim() ?? ''
  return text === '' || text === '*' ? null : text
}

/** Conditions on one label. @throws AppError REQUEST_INVALID for a choice of several values, which the stores do not have */
export function toLabelFilters({
  field,
  operation,
  values,
  key,
}: QueryFilter): readonly { readonly key: string; readonly value: string; readonly negated: boolean }[] {
  const negated = operation === 'NOT_EQUALS' || operation === 'NOT_IN'
  if (!negated && values.length > 1) throw unsupportedFilter(`${field}[${key}]`, `${operation} of several values`)
  return values.map((value) => ({ key: key ?? '', value, negated }))
}
