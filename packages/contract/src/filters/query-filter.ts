/** Operations of filters, with Kestra's words. `PREFIX` is namespace-wise: equal, or followed by a dot. */
export const FILTER_OPERATIONS = [
  'EQUALS',
  'NOT_EQUALS',
  'GREATER_THAN',
  'LESS_THAN',
  'GREATER_THAN_OR_EQUAL_TO',
  'LESS_THAN_OR_EQUAL_TO',
  'IN',
  'NOT_IN',
  'STARTS_WITH',
  'ENDS_WITH',
  'CONTAINS',
  'REGEX',
  'PREFIX',
] as const

export type FilterOperation = (typeof FILTER_OPERATIONS)[number]

/** Fields that searches here filter by. `timeRange` never comes out of parsing: it becomes a `startDate`. */
export type FilterField =
  | 'q'
  | 'scope'
  | 'namespace'
  | 'labels'
  | 'flowId'
  | 'startDate'
  | 'endDate'
  | 'timeRange'
  | 'state'
  | 'triggerExecutionId'
  | 'childFilter'
  | 'kind'
  | 'triggerId'
  | 'workerId'

/** The searches that take filters. */
export type FilterResource = 'executions' | 'flows' | 'triggers'

/**
 * One condition; all conditions of a search have to hold. `values` is one item but for IN and NOT_IN. Values are checked
 * and in one form: instants as ISO in UTC with milliseconds, state and scope names in capitals. `key` is the label's.
 */
export interface QueryFilter {
  readonly field: FilterField
  readonly operation: FilterOperation
  readonly values: readonly string[]
  readonly key: string | null
}

const TEXT: readonly FilterOperation[] = [
  'EQUALS',
  'NOT_EQUALS',
  'CONTAINS',
  'STARTS_WITH',
  'ENDS_WITH',
  'IN',
  'NOT_IN',
]
const NAME: readonly FilterOperation[] = [...TEXT, 'REGEX', 'PREFIX']
const EQUALITY: readonly FilterOperation[] = ['EQUALS', 'NOT_EQUALS']
const CHOICE: readonly FilterOperation[] = ['EQUALS', 'NOT_EQUALS', 'IN', 'NOT_IN']
const TIME: readonly FilterOperation[] = [
  ...EQUALITY,
  'GREATER_THAN',
  'LESS_THAN',
  'GREATER_THAN_OR_EQUAL_TO',
  'LESS_THAN_OR_EQUAL_TO',
]

const FLOW_FILTERS: FilterMatrix = { q: EQUALITY, scope: EQUALITY, namespace: NAME, labels: CHOICE, flowId: NAME }

type FilterMatrix = Readonly<Partial<Record<FilterField, readonly FilterOperation[]>>>

/** Which field takes which operation in which search (api.md 1.7, observed/api.md G70 to G72). */
export const FILTER_MATRIX: Readonly<Record<FilterResource, FilterMatrix>> = {
  flows: FLOW_FILTERS,
  triggers: { q: EQUALITY, scope: EQUALITY, namespace: NAME, flowId: NAME, triggerId: NAME, workerId: NAME },
  executions: {
    ...FLOW_FILTERS,
    startDate: TIME,
    endDate: TIME,
    timeRange: ['EQUALS'],
    state: CHOICE,
    triggerExecutionId: TEXT,
    childFilter: EQUALITY,
    kind: CHOICE,
  },
}

/** Fields that Kestra knows and these searches do not take: 400 for them, 422 for words that are no field at all. */
export const FOREIGN_FILTER_FIELDS: readonly string[] = [
  'assetId',
  'created',
  'executionId',
  'existingOnly',
  'expirationDate',
  'flowRevision',
  'id',
  'level',
  'metadata',
  'parentPath',
  'path',
  'taskId',
  'taskRunId',
  'triggerId',
  'triggerState',
  'type',
  'updated',
  'username',
  'version',
  'workerId',
]

/** What is wrong with a filter or sort parameter. `malformed` is 400, `invalid` 422 (observed/api.md B12 to B14). */
export interface FilterProblem {
  /** The parameter, such as `filters[state][NEAR]`. */
  readonly field: string
  readonly category: 'malformed' | 'invalid'
  readonly code: string
  readonly message: string
}
