import { FLOW_SORT_FIELDS, parseFilters, type QueryFilter } from '@countersign/contract'
import { type FlowSearch, InvariantError, type PageQuery, type TextFilter } from '@countersign/core'
import { readSort, refuseProblems } from '../shared/filters.ts'
import { scopeFilter, toLabelFilters, toSearchText, toTextFilter } from '../shared/text-filters.ts'

/** What a request for flows asks of the store. @throws AppError REQUEST_INVALID, REQUEST_MALFORMED */
export function toFlowSearch(
  query: { readonly page: number; readonly size: number; readonly sort?: readonly string[] | undefined },
  rawQuery: Readonly<Record<string, unknown>>,
  now: number,
): { readonly search: FlowSearch; readonly page: PageQuery } {
  const { filters, problems } = parseFilters({ resource: 'flows', query: rawQuery, now })
  refuseProblems(problems)
  const page = { page: query.page, size: query.size, sort: readSort(query.sort, FLOW_SORT_FIELDS) }
  return { search: combine(filters), page }
}

function combine(filters: readonly QueryFilter[]): FlowSearch {
  const namespace: TextFilter[] = []
  const flowId: TextFilter[] = []
  const labels: NonNullable<FlowSearch['labels']>[number][] = []
  let text: string | null = null
  for (const filter of filters) {
    switch (filter.field) {
      case 'q':
        text = toSearchText(filter)
        break
      case 'namespace':
        namespace.push(toTextFilter(filter))
        break
      case 'scope':
        namespace.push(scopeFilter(filter))
        break
      case 'flowId':
        flowId.push(toTextFilter(filter))
        break
      case 'labels':
        labels.push(...toLabelFilters(filter))
        break
      default:
        throw new InvariantError(`The filters of flows have no field ${filter.field}.`)
    }
  }
  return { namespace, flowId, labels, ...(text === null ? {} : { text }) }
}
