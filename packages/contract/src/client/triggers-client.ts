import type { BulkCount } from '../executions/bulk.ts'
import type { QueryInputOf } from '../route.ts'
import type { triggerRoutes } from '../triggers/routes.ts'
import type { Trigger, TriggerChange, TriggerItem } from '../triggers/trigger.ts'
import type { PageResult } from './page-result.ts'
import { type CallOptions, pathOf, type Transport } from './transport.ts'

export type TriggerSearchQuery = QueryInputOf<typeof triggerRoutes.search>

/** Names a trigger. */
export interface TriggerName {
  readonly namespace: string
  readonly flowId: string
  readonly triggerId: string
}

/** What to make up for; instants as ISO texts. */
export interface BackfillRequest {
  readonly start: string
  readonly end?: string
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly labels?: readonly { readonly key: string; readonly value: string }[]
}

/** Triggers that are looked at by time. */
export interface TriggersClient {
  search(query?: TriggerSearchQuery, options?: CallOptions): Promise<PageResult<TriggerItem>>
  ofFlow(namespace: string, flowId: string, options?: CallOptions): Promise<PageResult<Trigger>>
  setDisabled(trigger: TriggerName, disabled: boolean, options?: CallOptions): Promise<Trigger>
  /** Says how many were changed; those that are unknown are passed over. */
  setDisabledAll(triggers: readonly TriggerName[], disabled: boolean, options?: CallOptions): Promise<BulkCount>
  /** The same for all that match. */
  setDisabledByQuery(
    query: QueryInputOf<typeof triggerRoutes.setDisabledByQuery>,
    options?: CallOptions,
  ): Promise<BulkCount>
  /** A table of those that match, as CSV. */
  exportCsv(query?: QueryInputOf<typeof triggerRoutes.exportCsv>, options?: CallOptions): Promise<string>
  unlock(trigger: TriggerName, options?: CallOptions): Promise<Trigger>
  restart(trigger: TriggerName, options?: CallOptions): Promise<Trigger>
  startBackfill(trigger: TriggerName, backfill: BackfillRequest, options?: CallOptions): Promise<Trigger>
  pauseBackfill(trigger: TriggerName, options?: CallOptions): Promise<Trigger>
  unpauseBackfill(trigger: TriggerName, options?: CallOptions): Promise<Trigger>
  deleteBackfill(trigger: TriggerName, options?: CallOptions): Promise<Trigger>
}

export function createTriggersClient(transport: Transport): TriggersClient {
  const scope = 'tenant'
  const nameOf = ({ namespace, flowId, triggerId }: TriggerName): TriggerName => ({ namespace, flowId, triggerId })
  const send = <T>(method: 'PUT' | 'POST', path: string, value: unknown, options?: CallOptions): Promise<T> =>
    transport.json({ method, scope, path, body: { kind: 'json', value }, ...options })
  const change = (value: TriggerChange, options?: CallOptions) => send<Trigger>('PUT', '/triggers', value, options)
  const act = ({ namespace, flowId, triggerId }: TriggerName, action: string, options?: CallOptions) =>
    transport.json<Trigger>({
      method: 'POST',
      scope,
      path: pathOf`/triggers/${namespace}/${flowId}/${triggerId}/${action}`,
      ...options,
    })
  return {
    search: (query, options) => transport.json({ method: 'GET', scope, path: '/triggers/search', query, ...options }),
    ofFlow: (namespace, flowId, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/triggers/${namespace}/${flowId}`, ...options }),
    setDisabled: (trigger, disabled, options) => change({ ...nameOf(trigger), disabled }, options),
    setDisabledAll: (triggers, disabled, options) =>
      send('POST', '/triggers/set-disabled/by-triggers', { triggers: triggers.map(nameOf), disabled }, options),
    setDisabledByQuery: (query, options) =>
      transport.json({ method: 'POST', scope, path: '/triggers/set-disabled/by-query', query, ...options }),
    exportCsv: (query, options) =>
      transport.text({
        method: 'GET',
        scope,
        path: '/triggers/export/by-query/csv',
        query,
        accept: 'text/csv',
        ...options,
      }),
    unlock: (trigger, options) => act(trigger, 'unlock', options),
    restart: (trigger, options) => act(trigger, 'restart', options),
    startBackfill: (trigger, { start, end, inputs, labels }, options) =>
      change(
        {
          ...nameOf(trigger),
          backfill: { start, end, inputs: inputs && { ...inputs }, labels: labels && [...labels] },
        },
        options,
      ),
    pauseBackfill: (trigger, options) => send('PUT', '/triggers/backfill/pause', nameOf(trigger), options),
    unpauseBackfill: (trigger, options) => send('PUT', '/triggers/backfill/unpause', nameOf(trigger), options),
    deleteBackfill: (trigger, options) => send('POST', '/triggers/backfill/delete', nameOf(trigger), options),
  }
}
