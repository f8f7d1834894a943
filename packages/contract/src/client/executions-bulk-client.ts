import type { BulkCount } from '../executions/bulk.ts'
import type { executionRoutes } from '../executions/routes.ts'
import type { QueryInputOf } from '../route.ts'
import type { Label } from '../schema/label.ts'
import type { CallOptions, Transport } from './transport.ts'

type Query<R extends keyof typeof executionRoutes> = QueryInputOf<(typeof executionRoutes)[R]>

/** Changes many executions: all of them or, when one stands in the way, none. */
type ByIds<R extends keyof typeof executionRoutes> = (
  executionIds: readonly string[],
  query?: Query<R>,
  options?: CallOptions,
) => Promise<BulkCount>

/** The same for all that match; no filter at all means every execution. */
type ByQuery<R extends keyof typeof executionRoutes> = (query: Query<R>, options?: CallOptions) => Promise<BulkCount>

/** Changing many executions at once. */
export interface ExecutionsBulkClient {
  readonly restartByIds: ByIds<'restartByIds'>
  readonly restartByQuery: ByQuery<'restartByQuery'>
  readonly replayByIds: ByIds<'replayByIds'>
  readonly replayByQuery: ByQuery<'replayByQuery'>
  readonly forceRunByIds: ByIds<'forceRunByIds'>
  readonly forceRunByQuery: ByQuery<'forceRunByQuery'>
  readonly pauseByIds: ByIds<'pauseByIds'>
  readonly pauseByQuery: ByQuery<'pauseByQuery'>
  readonly unqueueByIds: ByIds<'unqueueByIds'>
  readonly unqueueByQuery: ByQuery<'unqueueByQuery'>
  changeStatusByIds(
    executionIds: readonly string[],
    query: Query<'changeStatusByIds'>,
    options?: CallOptions,
  ): Promise<BulkCount>
  readonly changeStatusByQuery: ByQuery<'changeStatusByQuery'>
  setLabelsByIds(executionIds: readonly string[], labels: readonly Label[], options?: CallOptions): Promise<BulkCount>
  setLabelsByQuery(
    query: Query<'setLabelsByQuery'>,
    labels: readonly Label[],
    options?: CallOptions,
  ): Promise<BulkCount>
}

const shared = { method: 'POST', scope: 'tenant' } as const

export function bulkCalls(transport: Transport): ExecutionsBulkClient {
  const byIds =
    (action: string) =>
    (ids: readonly string[], query: Readonly<Record<string, unknown>> = {}, options?: CallOptions) =>
      transport.json<BulkCount>({
        ...shared,
        path: `/executions/${action}/by-ids`,
        query,
        body: { kind: 'json', value: ids },
        ...options,
      })
  const byQuery = (action: string) => (query: Readonly<Record<string, unknown>>, options?: CallOptions) =>
    transport.json<BulkCount>({ ...shared, path: `/executions/${action}/by-query`, query, ...options })

  return {
    restartByIds: byIds('restart'),
    restartByQuery: byQuery('restart'),
    replayByIds: byIds('replay'),
    replayByQuery: byQuery('replay'),
    forceRunByIds: byIds('force-run'),
    forceRunByQuery: byQuery('force-run'),
    pauseByIds: byIds('pause'),
    pauseByQuery: byQuery('pause'),
    unqueueByIds: byIds('unqueue'),
    unqueueByQuery: byQuery('unqueue'),
    changeStatusByIds: byIds('change-status'),
    changeStatusByQuery: byQuery('change-status'),
    setLabelsByIds: (executionsId, executionLabels, options) =>
      transport.json({
        ...shared,
        path: '/executions/labels/by-ids',
        body: { kind: 'json', value: { executionsId, executionLabels } },
        ...options,
      }),
    setLabelsByQuery: (query, labels, options) =>
      transport.json({
        ...shared,
        path: '/executions/labels/by-query',
        query,
        body: { kind: 'json', value: labels },
        ...options,
      }),
  }
}
