import type { TriggerChange } from '@countersign/contract'
import { AppError, type GivenBackfill, type TriggerRow, type ValueMap } from '@countersign/core'
import type { Caller } from '@countersign/engine'
import type { AppPorts } from '../../app/app-ports.ts'

/**
 * Kestra's one door for changes: the whole trigger is sent, of which `disabled` and a new backfill count. A backfill that the
 * trigger has already came along with it and is not started again.
 *
 * @throws AppError TRIGGER_NOT_FOUND, BACKFILL_INVALID
 */
export async function changeTrigger(
  { engine, storage }: Pick<AppPorts, 'engine' | 'storage'>,
  caller: Caller,
  change: TriggerChange,
): Promise<TriggerRow> {
  const { namespace, flowId, triggerId, disabled, backfill } = change
  const address = { namespace, flowId, triggerId }
  const wanted = backfill === undefined || backfill === null ? null : toBackfill(backfill)
  const before = await storage.triggers.find({ tenant: caller.tenant, ...address })
  // Also for a trigger that is unknown: the engine says so.
  let row = before === null || disabled !== undefined ? await setDisabled() : before
  const under = row.backfill
  const isNew =
    wanted !== null && (under === null || under.start !== wanted.start || under.end !== (wanted.end ?? under.end))
  if (isNew) row = await engine.startBackfill(caller, address, wanted)
  return row

  function setDisabled(): Promise<TriggerRow> {
    return engine.setTriggerDisabled(caller, address, disabled ?? before?.disabled ?? false)
  }
}

function toBackfill({ start, end, inputs, labels }: NonNullable<TriggerChange['backfill']>): GivenBackfill {
  const from = Date.parse(start)
  if (Number.isNaN(from)) throw new AppError('BACKFILL_INVALID', `\`${start}\` is no instant`)
  return {
    start: from,
    ...(end === undefined || end === null ? {} : { end: Date.parse(end) }),
    // The lossless reader of bodies gives nothing but values.
    ...(inputs === undefined || inputs === null ? {} : { inputs: inputs as ValueMap }),
    ...(labels === undefined || labels === null ? {} : { labels }),
  }
}
