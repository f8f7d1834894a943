import type { StateName } from '@countersign/contract'
import type { ExecutionSearchQuery } from '@countersign/contract/client'
import { STATE_LOOKS } from '../../../lib/state-look.ts'

/** What the list of executions is narrowed to; it lives in the address, under the names that the API uses. */
export interface ExecutionFilter {
  readonly q?: string
  readonly state?: readonly StateName[]
  readonly namespace?: string
  readonly flowId?: string
  /** Each `key:value`. */
  readonly labels?: readonly string[]
  /** An ISO duration before now. */
  readonly timeRange?: string
  readonly page?: number
}

/** Rows of one page. */
export const PAGE_SIZE = 50

/** Spans offered for "started within", with their words. */
export const TIME_RANGES: readonly { readonly value: string; readonly words: string }[] = [
  { value: 'PT1H', words: 'last hour' },
  { value: 'PT24H', words: 'last 24 hours' },
  { value: 'P7D', words: 'last 7 days' },
  { value: 'P30D', words: 'last 30 days' },
]

/** Reads the filter of an address; what is not understood is dropped. */
export function parseExecutionFilter(search: Readonly<Record<string, unknown>>): ExecutionFilter {
  const states = textList(search.state).filter(isState)
  const labels = textList(search.labels).filter((label) => /^[^:]+:.+$/.test(label))
  const page = Number(search.page)
  return {
    ...optionalText('q', search.q),
    ...(states.length === 0 ? {} : { state: states }),
    ...optionalText('namespace', search.namespace),
    ...optionalText('flowId', search.flowId),
    ...(labels.length === 0 ? {} : { labels }),
    ...(typeof search.timeRange === 'string' && /^P/.test(search.timeRange) ? { timeRange: search.timeRange } : {}),
    ...(Number.isSafeInteger(page) && page > 1 ? { page } : {}),
  }
}

/** The filter as the query of the API's search, newest first. */
export function toExecutionQuery(filter: ExecutionFilter): ExecutionSearchQuery {
  return {
    q: filter.q,
    state: filter.state,
    namespace: filter.namespace,
    flowId: filter.flowId,
    labels: filter.labels,
    timeRange: filter.timeRange,
    page: filter.page ?? 1,
    size: PAGE_SIZE,
    sort: 'state.startDate:desc',
  }
}

/** One filter as it is shown, with what is left when it is taken away. */
export interface FilterChip {
  readonly key: string
  readonly name: string
  readonly value: string
  readonly without: ExecutionFilter
}

/** The chips of a filter, in a fixed order. Taking one away leads back to the first page. */
export function chipsOf(filter: ExecutionFilter): readonly FilterChip[] {
  const { page: _page, ...kept } = filter
  const chips: FilterChip[] = []
  const add = (key: string, name: string, value: string, without: ExecutionFilter) =>
    chips.push({ key, name, value, without })
  if (filter.state !== undefined) {
    add('state', 'State', filter.state.map((state) => STATE_LOOKS[state].word).join(' or '), without(kept, 'state'))
  }
  if (filter.namespace !== undefined) add('namespace', 'Namespace', filter.namespace, without(kept, 'namespace'))
  if (filter.flowId !== undefined) add('flowId', 'Flow', filter.flowId, without(kept, 'flowId'))
  for (const label of filter.labels ?? []) {
    const others = (filter.labels ?? []).filter((other) => other !== label)
    const rest = without(kept, 'labels')
    add(`label ${label}`, 'Label', label, others.length === 0 ? rest : { ...rest, labels: others })
  }
  if (filter.timeRange !== undefined) {
    const words = TIME_RANGES.find(({ value }) => value === filter.timeRange)?.words ?? filter.timeRange
    add('timeRange', 'Started', words, without(kept, 'timeRange'))
  }
  if (filter.q !== undefined) add('q', 'Text', filter.q, without(kept, 'q'))
  return chips
}

function without(filter: ExecutionFilter, name: keyof ExecutionFilter): ExecutionFilter {
  const { [name]: _dropped, ...rest } = filter
  return rest
}

function textList(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value]
  return items.filter((item) => typeof item === 'string')
}

function optionalText<K extends string>(name: K, value: unknown): Partial<Record<K, string>> {
  if (typeof value === 'number') return optionalText(name, String(value))
  // The computed key is of the type that the result names.
  return typeof value === 'string' && value !== '' ? ({ [name]: value } as Partial<Record<K, string>>) : {}
}

function isState(text: string): text is StateName {
  return Object.hasOwn(STATE_LOOKS, text)
}
