import { isAppError } from '@countersign/core'
import type { TriggerAddress } from '@countersign/engine'
import type { AppPorts } from '../../app/app-ports.ts'
import type { Call, ResourceHandlers, RouteOf } from '../../app/route-handler.ts'
import { allTriggers, toTriggerSearch } from './search-triggers.ts'

type BulkHandlers = Pick<
  ResourceHandlers<'triggers'>,
  | 'triggers.setDisabledByTriggers'
  | 'triggers.setDisabledByQuery'
  | 'triggers.unlockByTriggers'
  | 'triggers.unlockByQuery'
  | 'triggers.pauseBackfillByTriggers'
  | 'triggers.pauseBackfillByQuery'
  | 'triggers.unpauseBackfillByTriggers'
  | 'triggers.unpauseBackfillByQuery'
  | 'triggers.deleteBackfillByTriggers'
  | 'triggers.deleteBackfillByQuery'
>

type BulkCall = Pick<Call<RouteOf<'triggers.unlockByTriggers'>>, 'caller' | 'permit'>

type QueryCall = BulkCall & {
  readonly rawQuery: Readonly<Record<string, unknown>>
  readonly body: { readonly value: unknown } | null
}

/** Does it to one trigger. A refusal means that it does not apply to this one. */
type TriggerAction = (trigger: TriggerAddress) => Promise<unknown>

/** Changes of several triggers: those that they do not apply to are passed over, the others counted (api.md 1.9). */
export function createBulkTriggerHandlers(ports: Pick<AppPorts, 'engine' | 'storage' | 'clock'>): BulkHandlers {
  const { engine, clock, storage } = ports

  async function onEach({ permit }: BulkCall, named: readonly TriggerAddress[], act: TriggerAction) {
    for (const { namespace } of named) permit(namespace)
    let count = 0
    for (const { namespace, flowId, triggerId } of named) {
      try {
        await act({ namespace, flowId, triggerId })
        count += 1
      } catch (error) {
        if (!isAppError(error) || error.category === 'internal') throw error
      }
    }
    return { status: 200, json: { count } } as const
  }

  async function onMatching(call: QueryCall, act: TriggerAction) {
    const { disabled: _disabled, ...query } = call.rawQuery
    const search = toTriggerSearch({ query, body: call.body?.value, now: clock.now(), combineAll: true })
    return onEach(call, await allTriggers(storage.triggers, call.caller.tenant, search), act)
  }

  const disable =
    ({ caller }: BulkCall, disabled: boolean): TriggerAction =>
    (trigger) =>
      engine.setTriggerDisabled(caller, trigger, disabled)
  const unlock =
    ({ caller }: BulkCall): TriggerAction =>
    (trigger) =>
      engine.unlockTrigger(caller, trigger)
  const pause =
    ({ caller }: BulkCall, paused: boolean): TriggerAction =>
    (trigger) =>
      engine.pauseBackfill(caller, trigger, paused)
  const end =
    ({ caller }: BulkCall): TriggerAction =>
    (trigger) =>
      engine.deleteBackfill(caller, trigger)

  return {
    'triggers.setDisabledByTriggers': (call) =>
      onEach(call, call.body.value.triggers, disable(call, call.body.value.disabled)),
    'triggers.setDisabledByQuery': (call) => onMatching(call, disable(call, call.query.disabled)),
    'triggers.unlockByTriggers': (call) => onEach(call, call.body.value, unlock(call)),
    'triggers.unlockByQuery': (call) => onMatching(call, unlock(call)),
    'triggers.pauseBackfillByTriggers': (call) => onEach(call, call.body.value, pause(call, true)),
    'triggers.pauseBackfillByQuery': (call) => onMatching(call, pause(call, true)),
    'triggers.unpauseBackfillByTriggers': (call) => onEach(call, call.body.value, pause(call, false)),
    'triggers.unpauseBackfillByQuery': (call) => onMatching(call, pause(call, false)),
    'triggers.deleteBackfillByTriggers': (call) => onEach(call, call.body.value, end(call)),
    'triggers.deleteBackfillByQuery': (call) => onMatching(call, end(call)),
  }
}
