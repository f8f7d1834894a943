import * as z from 'zod'
import { queryList, queryRepeated } from '../schema/query-value.ts'

/**
 * The classic filter parameters (api.md 1.6). They and every `filters[field][OP]=value` are read from the raw query by
 * `parseFilters`; the schemas here keep unknown keys for it and document the names.
 */
export const classicExecutionFilterShape = {
  q: z.string().optional().meta({ description: 'Text in namespace, flow id and execution id; `*` is everything.' }),
  scope: queryList(z.string()).optional().meta({ description: '`USER`, `SYSTEM` or both.' }),
  namespace: z.string().optional().meta({ description: 'This namespace and those below it.' }),
  flowId: z.string().optional(),
  startDate: z.string().optional(),
  endDate: z.string().optional(),
  timeRange: z.string().optional().meta({ description: 'Started within this ISO duration before now, such as PT24H.' }),
  state: queryList(z.string()).optional().meta({ description: 'State names, repeated or comma-joined.' }),
  labels: queryRepeated().optional().meta({ description: '`key:value`, repeated; all must match.' }),
  triggerExecutionId: z.string().optional(),
  childFilter: z.string().optional().meta({ description: '`CHILD` or `MAIN`.' }),
} as const

export const classicFlowFilterShape = {
  q: classicExecutionFilterShape.q,
  scope: classicExecutionFilterShape.scope,
  namespace: classicExecutionFilterShape.namespace,
  labels: classicExecutionFilterShape.labels,
} as const

/** One filter of the SDK's JSON body (api.md 1.7). */
const bodyFilterSchema = z.object({
  field: z.string(),
  operation: z.string(),
  value: z.unknown(),
})

/** The JSON body of a by-query call; its filters count in addition to those of the query (observed/api.md E50). */
export const filterBodySchema = z
  .looseObject({ filters: z.array(bodyFilterSchema).optional() })
  .meta({ id: 'FilterBody' })
