import { checkFilterValue, parseTimeRange } from './filter-value.ts'
import {
  FILTER_MATRIX,
  FILTER_OPERATIONS,
  type FilterField,
  type FilterOperation,
  type FilterProblem,
  type FilterResource,
  FOREIGN_FILTER_FIELDS,
  type QueryFilter,
} from './query-filter.ts'

/** A request whose filters are wanted. */
export interface FilterSource {
  readonly resource: FilterResource
  /** The query as decoded, one entry per name: a text, or a list where the name was repeated. */
  readonly query: Readonly<Record<string, unknown>>
  /** The JSON body of a by-query call, if there is one. */
  readonly body?: unknown
  /** Milliseconds since the epoch; `timeRange` counts back from here. */
  readonly now: number
  /**
   * For calls that change something: classic parameters count beside `filters[...]` too. In searches they are ignored
   * then, as Kestra does (observed/api.md G69); ignoring one in a bulk kill would hit more than was asked for.
   */
  readonly combineAll?: boolean
}

/** The conditions of a request. With any problem the request is to be refused and `filters` not used. */
export interface ParsedFilters {
  readonly filters: readonly QueryFilter[]
  readonly problems: readonly FilterProblem[]
}

/** A filter as it was written, before its names and values are checked. */
interface WrittenFilter {
  readonly parameter: string
  readonly field: string
  readonly operation: string
  readonly key: string | null
  readonly values: readonly string[]
}

/**
 * Reads every form of filter (api.md 1.6, 1.7): `filters[field][OP]=v`, `filters[labels][OP][key]=v`, `filters[field]=v`
 * (taken as EQUALS), the SDK's `filters={json},{json}`, the JSON body `{"filters":[...]}` and the classic parameters.
 */
export function parseFilters(source: FilterSource): ParsedFilters {
  const problems: FilterProblem[] = []
  const bracketed = bracketFilters(source.query, problems)
  const written = [
    ...bracketed,
    ...jsonFilters(source.query.filters, problems),
    ...bodyFilters(source.body, problems),
    ...(bracketed.length > 0 && source.combineAll !== true ? [] : classicFilters(source, problems)),
  ]
  const filters = written
    .map((filter) => checkFilter(filter, source, problems))
    .filter((filter) => filter !== null)
    .filter((filter) => !isEverything(filter))
  return { filters, problems }
}

function bracketFilters(query: FilterSource['query'], problems: FilterProblem[]): readonly WrittenFilter[] {
  return Object.entries(query).flatMap(([parameter, value]): readonly WrittenFilter[] => {
    if (!parameter.startsWith('filters[')) return []
    const match = /^filters\[([^[\]]+)\](?:\[([^[\]]+)\])?(?:\[([^[\]]+)\])?$/.exec(parameter)
    if (match?.[1] === undefined) {
      problems.push(invalid(parameter, 'FILTER_SYNTAX', 'write filters[field][OPERATION]=value'))
      return []
    }
    const [, field, operation = 'EQUALS', key = null] = match
    return textsOf(value).map((text) => toWritten({ parameter, field, operation, key, value: text }))
  })
}

/** The SDK joins JSON objects with commas in one parameter. */
function jsonFilters(value: unknown, problems: FilterProblem[]): readonly WrittenFilter[] {
  return textsOf(value).flatMap((text): readonly WrittenFilter[] => {
    try {
      const items: unknown = JSON.parse(`[${text}]`)
      return (Array.isArray(items) ? items : []).flatMap((item) => jsonFilter('filters', item))
    } catch {
      problems.push(invalid('filters', 'FILTER_SYNTAX', 'is neither JSON objects nor filters[field][OPERATION]=value'))
      return []
    }
  })
}

/** A body that holds anything else is refused: passing over it could make a bulk call hit everything. */
function bodyFilters(body: unknown, problems: FilterProblem[]): readonly WrittenFilter[] {
  if (body === undefined || body === null || body === '') return []
  const { filters = [], ...rest } = isRecord(body) ? body : { body }
  if (!Array.isArray(filters) || Object.keys(rest).length > 0) {
    problems.push(invalid('filters', 'FILTER_SYNTAX', 'the body must be {"filters":[{"field","operation","value"}]}'))
    return []
  }
  return filters.flatMap((item, index) => jsonFilter(`filters[${index}]`, item))
}

/** An object that is no filter is kept with empty names, so that it is refused and not passed over. */
function jsonFilter(parameter: string, item: unknown): readonly WrittenFilter[] {
  const members = isRecord(item) ? item : {}
  const field = toCamelCase(String(members.field ?? ''))
  const operation = String(members.operation ?? 'EQUALS')
  if (field === 'labels' && isRecord(members.value)) {
    return Object.entries(members.value).map(([key, value]) =>
      toWritten({ parameter, field, operation, key, value: String(value) }),
    )
  }
  const values = Array.isArray(members.value) ? members.value.map(String) : [String(members.value ?? '')]
  return [{ parameter, field, operation, key: null, values }]
}

/** `FLOW_ID` to `flowId`; `QUERY` and `MIN_LEVEL` have names of their own in URLs. */
function toCamelCase(name: string): string {
  if (!/^[A-Z_]+$/.test(name)) return name
  if (name === 'QUERY') return 'q'
  return name.toLowerCase().replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function classicFilters(source: FilterSource, problems: FilterProblem[]): readonly WrittenFilter[] {
  const { query } = source
  const given = (name: string) => textsOf(query[name]).filter((text) => text.trim() !== '')
  const single = (name: string, operation: FilterOperation): readonly WrittenFilter[] =>
    isFieldOf(FILTER_MATRIX[source.resource], name)
      ? given(name).map((value) => toWritten({ parameter: name, field: name, operation, key: null, value }))
      : []
  const list = (name: string): readonly WrittenFilter[] => {
    const values = given(name).flatMap(splitList)
    return values.length === 0 || !isFieldOf(FILTER_MATRIX[source.resource], name)
      ? []
      : [{ parameter: name, field: name, operation: values.length === 1 ? 'EQUALS' : 'IN', key: null, values }]
  }
  checkDates(given, problems)
  const scopes = new Set(given('scope').flatMap(splitList))
  return [
    ...single('q', 'EQUALS'),
    ...(scopes.size > 1 ? [] : list('scope')),
    ...single('namespace', 'PREFIX'),
    ...(source.resource === 'flows' ? [] : single('flowId', 'EQUALS')),
    ...single('triggerId', 'EQUALS'),
    ...single('workerId', 'EQUALS'),
    ...single('startDate', 'GREATER_THAN_OR_EQUAL_TO'),
    ...single('endDate', 'LESS_THAN_OR_EQUAL_TO'),
    ...single('timeRange', 'EQUALS'),
    ...list('state'),
    ...given('labels').map((value) =>
      toWritten({ parameter: 'labels', field: 'labels', operation: 'EQUALS', key: null, value }),
    ),
    ...single('triggerExecutionId', 'EQUALS'),
    ...single('childFilter', 'EQUALS'),
  ]
}

function checkDates(given: (name: string) => readonly string[], problems: FilterProblem[]): void {
  const [start] = given('startDate')
  const [end] = given('endDate')
  if (given('timeRange').length > 0 && (start !== undefined || end !== undefined)) {
    problems.push(invalid('timeRange', 'FILTER_CONFLICT', 'cannot stand beside startDate or endDate; give one of them'))
  }
  if (start === undefined || end === undefined) return
  const from = checkFilterValue('startDate', start)
  const to = checkFilterValue('endDate', end)
  if (from.ok && to.ok && from.value > to.value) {
    problems.push(invalid('startDate', 'FILTER_CONFLICT', 'must not be after endDate'))
  }
}

function checkFilter(written: WrittenFilter, source: FilterSource, problems: FilterProblem[]): QueryFilter | null {
  const named = checkNames(written, source.resource)
  if ('message' in named) {
    problems.push(named)
    return null
  }
  const label = named.field === 'labels' ? checkLabel(written) : { key: null, values: written.values }
  if ('message' in label) {
    problems.push(label)
    return null
  }
  const checked = label.values.map((value) => checkFilterValue(named.field, value))
  const values: string[] = []
  for (const result of checked) {
    if (result.ok) values.push(result.value)
    else problems.push(invalid(written.parameter, 'FILTER_VALUE', result.message))
  }
  if (values.length < checked.length || values.length === 0) return null
  return toStartDate({ ...named, values, key: label.key }, source.now)
}

function checkNames(
  { parameter, field, operation }: WrittenFilter,
  resource: FilterResource,
): { readonly field: FilterField; readonly operation: FilterOperation } | FilterProblem {
  const matrix = FILTER_MATRIX[resource]
  const known = isFieldOf(matrix, field)
  if (!known && !isFieldOf(FILTER_MATRIX.executions, field) && !FOREIGN_FILTER_FIELDS.includes(field)) {
    return invalid(
      parameter,
      'FILTER_FIELD',
      `“${field}” is no field; ${resource} have ${Object.keys(matrix).join(', ')}`,
    )
  }
  if (!isOperation(operation)) {
    return invalid(
      parameter,
      'FILTER_OPERATION',
      `“${operation}” is no operation; there are ${FILTER_OPERATIONS.join(', ')}`,
    )
  }
  if (!known) {
    return malformed(
      parameter,
      'FILTER_FIELD',
      `${resource} cannot be filtered by ${field}, only by ${Object.keys(matrix).join(', ')}`,
    )
  }
  const operations = matrix[field] ?? []
  if (operations.includes(operation)) return { field, operation }
  return malformed(parameter, 'FILTER_OPERATION', `${field} takes ${operations.join(', ')}, not ${operation}`)
}

/** The key comes from the parameter, or stands before the first colon of the value; both parts must be there. */
function checkLabel({
  parameter,
  key,
  values,
}: WrittenFilter): { readonly key: string; readonly values: readonly string[] } | FilterProblem {
  if (key !== null) return { key, values }
  const [first = ''] = values
  const colon = first.indexOf(':')
  const name = first.slice(0, Math.max(colon, 0)).trim()
  const value = first.slice(colon + 1).trim()
  if (colon > 0 && name !== '' && value !== '' && values.length === 1) return { key: name, values: [value] }
  return invalid(
    parameter,
    'FILTER_LABEL',
    'a label filter needs key and value: labels=key:value or filters[labels][EQUALS][key]=value',
  )
}

function toStartDate(filter: QueryFilter, now: number): QueryFilter {
  const [value = ''] = filter.values
  const range = filter.field === 'timeRange' ? parseTimeRange(value) : null
  if (range === null) return filter
  return {
    field: 'startDate',
    operation: 'GREATER_THAN_OR_EQUAL_TO',
    values: [new Date(now - range).toISOString()],
    key: null,
  }
}

/** `q=*` and an empty text match everything. */
function isEverything({ field, operation, values: [value] }: QueryFilter): boolean {
  return field === 'q' && operation === 'EQUALS' && (value === '*' || value?.trim() === '')
}

function toWritten(filter: {
  readonly parameter: string
  readonly field: string
  readonly operation: string
  readonly key: string | null
  readonly value: string
}): WrittenFilter {
  const { value, ...names } = filter
  return { ...names, values: filter.operation === 'IN' || filter.operation === 'NOT_IN' ? splitList(value) : [value] }
}

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function textsOf(value: unknown): readonly string[] {
  return [value].flat().filter((item) => typeof item === 'string')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isFieldOf(matrix: object, field: string): field is FilterField {
  return Object.hasOwn(matrix, field)
}

function isOperation(text: string): text is FilterOperation {
  return FILTER_OPERATIONS.some((operation) => operation === text)
}

function invalid(field: string, code: string, message: string): FilterProblem {
  return { field, category: 'invalid', code, message }
}

function malformed(field: string, code: string, message: string): FilterProblem {
  return { field, category: 'malformed', code, message }
}
