import { parseFilters, type QueryFilter } from '@countersign/contract'
import {
  EXECUTION_KINDS,
  type ExecutionKind,
  type ExecutionSearch,
  STATES,
  type State,
  type TextFilter,
} from '@countersign/core'
import { refuseProblems, unsupportedFilter } from '../shared/filters.ts'
import { scopeFilter, toLabelFilters, toSearchText, toTextFilter } from '../shared/text-filters.ts'

interface SearchSource {
  readonly query: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly now: number
  /** For calls that change what they find: every condition counts, wherever it stands. */
  readonly combineAll?: boolean
}

/**
 * What a request for executions asks of the store; null when its conditions exclude each other, so that nothing can match.
 *
 * @throws AppError REQUEST_INVALID, REQUEST_MALFORMED
 */
export function toExecutionSearch(source: SearchSource): ExecutionSearch | null {
  const { filters, problems } = parseFilters({ resource: 'executions', ...source })
  refuseProblems(problems)
  const conditions = createConditions()
  for (const filter of filters) conditions.add(filter)
  return conditions.search()
}

/** Collects conditions; all of them have to hold. */
function createConditions() {
  const namespace: TextFilter[] = []
  const flowId: TextFilter[] = []
  const labels: NonNullable<ExecutionSearch['labels']>[number][] = []
  const created = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  const ended = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  const texts: string[] = []
  const parents: string[] = []
  let states: readonly State[] = STATES
  let families: readonly ('MAIN' | 'CHILD')[] = ['MAIN', 'CHILD']
  /** Null until a filter names some: then only normal executions are meant (observed: F-search-f-kind). */
  let kinds: readonly ExecutionKind[] | null = null

  function add(filter: QueryFilter): void {
    switch (filter.field) {
      case 'q':
        texts.push(...[toSearchText(filter)].filter((text) => text !== null))
        return
      case 'namespace':
        namespace.push(toTextFilter(filter))
        return
      case 'scope':
        namespace.push(scopeFilter(filter))
        return
      case 'flowId':
        flowId.push(toTextFilter(filter))
        return
      case 'labels':
        labels.push(...toLabelFilters(filter))
        return
      case 'startDate':
      case 'timeRange':
        narrow(created, filter)
        return
      case 'endDate':
        narrow(ended, filter)
        return
      case 'state':
        states = states.filter(chosenBy(filter))
        return
      case 'childFilter':
        families = families.filter(chosenBy(filter))
        return
      case 'kind':
        kinds = (kinds ?? EXECUTION_KINDS).filter(chosenBy(filter))
        return
      case 'triggerExecutionId':
        parents.push(onlyValue(filter))
        return
    }
  }

  function search(): ExecutionSearch | null {
    const [text, ...moreTexts] = new Set(texts)
    const [parentExecutionId, ...moreParents] = new Set(parents)
    if (moreTexts.length > 0) throw unsupportedFilter('q', 'several texts')
    const [family, ...moreFamilies] = families
    const impossible =
      [states, families, kinds ?? EXECUTION_KINDS].some((left) => left.length === 0) || moreParents.length > 0
    if (impossible || created.from > created.to || ended.from > ended.to) return null
    return {
      namespace,
      flowId,
      labels,
      kinds: kinds ?? ['NORMAL'],
      ...(text === undefined ? {} : { text }),
      ...(states.length === STATES.length ? {} : { states: { values: states, negated: false } }),
      ...(Number.isFinite(created.from) ? { createdFrom: created.from } : {}),
      ...(Number.isFinite(created.to) ? { createdTo: created.to } : {}),
      ...(Number.isFinite(ended.from) ? { endedFrom: ended.from } : {}),
      ...(Number.isFinite(ended.to) ? { endedTo: ended.to } : {}),
      ...(parentExecutionId === undefined ? {} : { parentExecutionId }),
      ...(family === undefined || moreFamilies.length > 0 ? {} : { childFilter: family }),
    }
  }

  return { add, search }
}

/** Instants are whole milliseconds, so that "after" is "from the next one on". */
function narrow(range: { from: number; to: number }, { field, operation, values: [value = ''] }: QueryFilter): void {
  const at = Date.parse(value)
  if (operation === 'NOT_EQUALS') throw unsupportedFilter(field, operation)
  if (operation === 'GREATER_THAN') range.from = Math.max(range.from, at + 1)
  if (operation === 'GREATER_THAN_OR_EQUAL_TO' || operation === 'EQUALS') range.from = Math.max(range.from, at)
  if (operation === 'LESS_THAN') range.to = Math.min(range.to, at - 1)
  if (operation === 'LESS_THAN_OR_EQUAL_TO' || operation === 'EQUALS') range.to = Math.min(range.to, at)
}

function chosenBy({ operation, values }: QueryFilter): (candidate: string) => boolean {
  const negated = operation === 'NOT_EQUALS' || operation === 'NOT_IN'
  return (candidate) => values.includes(candidate) !== negated
}

function onlyValue({ field, operation, values }: QueryFilter): string {
  const [value, ...more] = values
  if (value === undefined || more.length > 0 || (operation !== 'EQUALS' && operation !== 'IN')) {
    throw unsupportedFilter(field, operation)
  }
  return value
}
