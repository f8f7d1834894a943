import { parseFilters, TRIGGER_SORT_FIELDS } from '@countersign/contract'
import {
  InvariantError,
  type PageQuery,
  type TextFilter,
  type TriggerRow,
  type TriggerSearch,
  type TriggerStore,
} from '@countersign/core'
import { readSort, refuseProblems } from '../shared/filters.ts'
import { scopeFilter, toSearchText, toTextFilter } from '../shared/text-filters.ts'

interface SearchSource {
  readonly query: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly now: number
  /** For calls that change something: every parameter counts. */
  readonly combineAll?: boolean
}

/** What a request asks of the store. @throws AppError REQUEST_INVALID, REQUEST_MALFORMED */
export function toTriggerSearch(source: SearchSource): TriggerSearch {
  const { filters, problems } = parseFilters({ resource: 'triggers', ...source })
  refuseProblems(problems)
  const lists: Record<'namespace' | 'flowId' | 'triggerId' | 'owner', TextFilter[]> = {
    namespace: [],
    flowId: [],
    triggerId: [],
    owner: [],
  }
  let text: string | null = null
  for (const filter of filters) {
    switch (filter.field) {
      case 'q':
        text = toSearchText(filter)
        break
      case 'scope':
        lists.namespace.push(scopeFilter(filter))
        break
      case 'namespace':
      case 'flowId':
      case 'triggerId':
        lists[filter.field].push(toTextFilter(filter))
        break
      case 'workerId':
        lists.owner.push(toTextFilter(filter))
        break
      default:
        throw new InvariantError(`The filters of triggers have no field ${filter.field}.`)
    }
  }
  return { ...lists, ...(text === null ? {} : { text }) }
}

/** The page that a request asks for. @throws AppError REQUEST_INVALID */
export function toTriggerPage(query: {
  readonly page: number
  readonly size: number
  readonly sort?: readonly string[] | undefined
}): PageQuery {
  return { page: query.page, size: query.size, sort: readSort(query.sort, TRIGGER_SORT_FIELDS) }
}

const PAGE_SIZE = 1_000

/** All triggers of a search. */
export async function allTriggers(
  triggers: TriggerStore,
  tenant: string,
  search: TriggerSearch,
): Promise<readonly TriggerRow[]> {
  const found: TriggerRow[] = []
  for (let page = 1; ; page += 1) {
    const { items } = await triggers.search(tenant, search, { page, size: PAGE_SIZE, sort: [] })
    found.push(...items)
    if (items.length < PAGE_SIZE) return found
  }
}
