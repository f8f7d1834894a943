import {
  AppError,
  type AuditAction,
  type AuditDraft,
  type Clock,
  endBackfill,
  type GivenBackfill,
  hasRow,
  type Plan,
  recoverMissed,
  type ScheduleRule,
  startBackfill,
  type Trigger,
  type TriggerKey,
  type TriggerRow,
  type TriggerStore,
} from '@countersign/core'
import type { Caller, TriggerAddress, TriggerCalls } from '../../client.ts'
import type { Committer } from '../commit/committer.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { scheduleRule } from './schedule-rule.ts'
import type { TriggerLibrary } from './trigger-library.ts'
import { nextVersion, versionGuard } from './trigger-rows.ts'
import { isFaultOfFlow, type Sights } from './trigger-sight.ts'

export interface TriggerAdminOptions {
  readonly triggers: Pick<TriggerStore, 'find'>
  readonly library: FlowLibrary
  readonly triggerLibrary: TriggerLibrary
  readonly sights: Sights
  readonly committer: Committer
  readonly clock: Clock
  readonly zone: string
}

/** A trigger is changed by few at once; more lost races than this mean that something is wrong. */
const MAX_RACES = 16

interface Found {
  readonly row: TriggerRow
  readonly trigger: Trigger
  readonly plan: Plan
}

/** A change, or null when there is nothing to change. */
type Change = { readonly row: TriggerRow; readonly action: AuditAction; readonly body?: AuditDraft['body'] } | null

/** What people and tasks do to triggers; each change is one commit with its audit event. */
export function createTriggerAdmin(options: TriggerAdminOptions): TriggerCalls {
  const { clock } = options

  /** Redone as the row stands then when it lost against a date that fired, or somebody else. */
  async function change(
    caller: Caller,
    address: TriggerAddress,
    decide: (found: Found, now: number) => Change | Promise<Change>,
  ): Promise<TriggerRow> {
    for (let race = 0; race < MAX_RACES; race += 1) {
      const { namespace, flowId, triggerId } = address
      const found = await find(options, { tenant: caller.tenant, namespace, flowId, triggerId })
      const now = clock.now()
      const decided = await decide(found, now)
      if (decided === null) return found.row
      const row = nextVersion(found.row, decided.row, now)
      const outcome = await options.committer.commit({
        guards: [versionGuard(row, found.row.version)],
        writes: [{ kind: 'trigger-put', row }],
        audit: [draft(caller, row, decided.action, now, decided.body ?? {})],
      })
      if (outcome === 'committed') return row
    }
    throw new AppError('INTERNAL', `Trigger ${address.triggerId} is being changed by others all the time; try again`)
  }

  return {
    setTriggerDisabled: (caller, address, disabled) =>
      change(caller, address, async ({ row, trigger, plan }, now) => {
        if (row.disabled === disabled) return null
        if (disabled) return { row: { ...row, disabled, nextAt: null }, action: 'trigger.disabled' }
        const nextAt = await whenEnabled(options, { row, trigger, plan }, now)
        return { row: { ...row, disabled, nextAt }, action: 'trigger.enabled' }
      }),
    unlockTrigger: (caller, address) =>
      change(caller, address, ({ row }) => {
        if (row.executionId === null && row.evaluation === null) {
          throw new AppError('TRIGGER_NOT_LOCKED', `Trigger \`${row.triggerId}\` waits for nothing; it is not locked`)
        }
        const body = row.executionId === null ? {} : { executionId: row.executionId }
        return { row: { ...row, executionId: null, evaluation: null }, action: 'trigger.unlocked', body }
      }),
    restartTrigger: (caller, address) =>
      change(caller, address, ({ row, trigger }, now) => {
        const nextAt = trigger.kind === 'polling' && !row.disabled ? now : row.nextAt
        return { row: { ...row, executionId: null, evaluation: null, nextAt }, action: 'trigger.restarted' }
      }),
    startBackfill: (caller, address, given) =>
      change(caller, address, async (found, now) => {
        assertRange(given, now)
        const row = await withRule(options, found, (rule) => startBackfill(found.row, rule, given, now))
        const body = { start: given.start, end: given.end ?? now }
        return { row, action: 'trigger.backfill_started', body }
      }),
    pauseBackfill: (caller, address, paused) =>
      change(caller, address, ({ row }) => {
        const backfill = backfillOf(row)
        if (backfill.paused === paused) return null
        const action = paused ? 'trigger.backfill_paused' : 'trigger.backfill_resumed'
        return { row: { ...row, backfill: { ...backfill, paused } }, action }
      }),
    deleteBackfill: (caller, address) =>
      change(caller, address, ({ row }) => {
        backfillOf(row)
        return { row: endBackfill(row), action: 'trigger.backfill_deleted' }
      }),
  }
}

async function find(options: TriggerAdminOptions, key: TriggerKey): Promise<Found> {
  const { triggers, library, triggerLibrary } = options
  const { tenant, namespace, flowId, triggerId } = key
  const [row, plan] = await Promise.all([triggers.find(key), library.latest(tenant, namespace, flowId)])
  const trigger = plan === null ? undefined : triggerLibrary.find(plan.flow, triggerId)
  if (row !== null && plan !== null && trigger !== undefined) return { row, plan, trigger }
  const what =
    trigger === undefined || hasRow(trigger)
      ? `Flow \`${namespace}.${flowId}\` has no trigger \`${triggerId}\``
      : `Nothing is remembered of trigger \`${triggerId}\`, for it is not looked at by time; set \`disabled\` in the flow`
  throw new AppError('TRIGGER_NOT_FOUND', what)
}

/** When an enabled trigger goes on: by what its flow says about dates that were missed. */
async function whenEnabled(options: TriggerAdminOptions, found: Found, now: number): Promise<number | null> {
  const { row, trigger } = found
  if (trigger.kind === 'polling') return now
  if (row.backfill !== null) return row.backfill.currentDate + 1
  try {
    return await withRule(options, found, (rule) => {
      const next = { ...row, disabled: false, nextAt: rule.recurrence.next(row.date) }
      return recoverMissed(next, rule, now).nextAt
    })
  } catch (error) {
    if (!isFaultOfFlow(error)) throw error
    return now
  }
}

/** @throws AppError BACKFILL_INVALID for triggers without dates */
function withRule<T>(
  { sights, zone }: TriggerAdminOptions,
  { trigger, plan, row }: Found,
  decide: (rule: ScheduleRule) => T,
): Promise<T> {
  if (trigger.kind !== 'schedule' && trigger.kind !== 'dates') {
    throw new AppError('BACKFILL_INVALID', `Trigger \`${row.triggerId}\` has no dates that could be made up for`)
  }
  return sights.look(sights.ofFlow(plan, ''), (eye) => decide(scheduleRule(trigger, eye, zone)))
}

function assertRange({ start, end }: GivenBackfill, now: number): void {
  if (start < (end ?? now)) return
  const message = 'The backfill ends before it starts; give a `start` that lies before `end` (now, when left out)'
  throw new AppError('BACKFILL_INVALID', message, {
    fields: [{ field: 'backfill.start', code: 'BACKFILL_RANGE', message }],
  })
}

function backfillOf({ backfill, triggerId }: TriggerRow) {
  if (backfill !== null) return backfill
  throw new AppError('BACKFILL_NOT_FOUND', `Trigger \`${triggerId}\` has no backfill`)
}

function draft(
  { actor, origin }: Caller,
  { tenant, namespace, flowId, triggerId }: TriggerRow,
  action: AuditAction,
  at: number,
  body: AuditDraft['body'],
): AuditDraft {
  const target = { kind: 'trigger', id: `${flowId}.${triggerId}`, namespace } as const
  return { tenant, at, actor, action, target, origin, body }
}
