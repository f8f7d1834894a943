import {
  type Clock,
  definitionText,
  type Flow,
  firstDate,
  type Guard,
  hasRow,
  type Plan,
  type Trigger,
  type TriggerKey,
  type TriggerRow,
  type TriggerStore,
  type Write,
} from '@countersign/core'
import { scheduleRule } from './schedule-rule.ts'
import type { TriggerLibrary } from './trigger-library.ts'
import { isFaultOfFlow, type Sights } from './trigger-sight.ts'

/** Guards and writes that bring the rows of triggers in line with a flow; part of the unit that saves it. */
export interface RowChanges {
  readonly guards: readonly Guard[]
  readonly writes: readonly Write[]
}

/** Keeps one row for each trigger that is looked at by time. */
export interface TriggerRows {
  /** What saving this revision (or its tombstone) over `before` does to the rows and records of the flow. */
  changesFor(flow: Flow, before: Flow | null): Promise<RowChanges>
  /** A row that begins now. */
  fresh(flow: Flow, trigger: Trigger, plan: Plan): Promise<TriggerRow>
}

interface TriggerRowsOptions {
  readonly triggers: Pick<TriggerStore, 'ofFlow' | 'windows'>
  readonly library: TriggerLibrary
  readonly compile: (flow: Flow) => Plan
  readonly sights: Sights
  readonly clock: Clock
  readonly zone: string
}

export function createTriggerRows({
  triggers,
  library,
  compile,
  sights,
  clock,
  zone,
}: TriggerRowsOptions): TriggerRows {
  async function firstInstant(trigger: Trigger, plan: Plan, now: number): Promise<number | null> {
    if (trigger.kind === 'polling') return now
    if (trigger.kind !== 'schedule' && trigger.kind !== 'dates') return null
    const sight = sights.ofFlow(plan, '')
    try {
      return await sights.look(sight, (eye) => firstDate(scheduleRule(trigger, eye, zone), now))
    } catch (error) {
      if (!isFaultOfFlow(error)) throw error
      // What cannot be told is shown where it can be seen: when the trigger is due.
      return trigger.kind === 'dates'
        ? now
        : sights.look(sight, (eye) => scheduleRule(trigger, eye, zone).recurrence.next(now))
    }
  }

  async function fresh(flow: Flow, trigger: Trigger, plan: Plan): Promise<TriggerRow> {
    const now = clock.now()
    const { tenant, namespace, id: flowId, revision } = flow
    return {
      tenant,
      namespace,
      flowId,
      triggerId: trigger.id,
      version: 1,
      type: trigger.type.type,
      definition: definitionText(trigger.type.type, trigger.properties),
      flowRevision: revision,
      date: now,
      nextAt: await firstInstant(trigger, plan, now),
      executionId: null,
      evaluation: null,
      disabled: false,
      dormant: trigger.disabled || flow.disabled,
      stopAfter: trigger.stopAfter,
      backfill: null,
      updatedAt: now,
    }
  }

  /** An unchanged trigger goes on; a changed one begins anew, but stays disabled, and waits for what it has started. */
  async function rowFor(flow: Flow, trigger: Trigger, plan: Plan, stored: TriggerRow | undefined): Promise<TriggerRow> {
    const started = await fresh(flow, trigger, plan)
    if (stored === undefined) return started
    const version = stored.version + 1
    const { flowRevision, dormant, definition, updatedAt } = started
    if (stored.definition === definition) return { ...stored, version, flowRevision, dormant, updatedAt }
    const { disabled, executionId } = stored
    return { ...started, version, disabled, executionId, nextAt: disabled ? null : started.nextAt }
  }

  return {
    fresh,
    async changesFor(flow, before) {
      const { tenant, namespace, id } = flow
      const compiled = flow.deleted ? [] : library.of(flow).triggers
      const [rows, windows] = await Promise.all([
        triggers.ofFlow(tenant, namespace, id),
        triggers.windows(tenant, namespace, id),
      ])
      const known = new Map(rows.map((row) => [row.triggerId, row]))
      const timed = compiled.filter(hasRow)
      const plan = timed.length === 0 ? null : compile(flow)
      const kept =
        plan === null ? [] : await Promise.all(timed.map((one) => rowFor(flow, one, plan, known.get(one.id))))
      const gone = rows.filter(({ triggerId }) => !kept.some((row) => row.triggerId === triggerId))
      return {
        guards: [...kept, ...gone].map((row) => versionGuard(row, known.get(row.triggerId)?.version ?? 0)),
        writes: [
          ...kept.map((row): Write => ({ kind: 'trigger-put', row })),
          ...gone.map((row): Write => ({ kind: 'trigger-remove', key: keyOf(row) })),
          // What has been true so far counts on as long as the trigger means the same.
          ...windows
            .filter(({ triggerId }) => !sameTrigger(triggerId, flow, before))
            .map((row): Write => ({ kind: 'window-remove', key: keyOf(row), conditionId: row.conditionId })),
        ],
      }
    },
  }
}

export function keyOf({ tenant, namespace, flowId, triggerId }: TriggerKey): TriggerKey {
  return { tenant, namespace, flowId, triggerId }
}

export function versionGuard(key: TriggerKey, version: number): Guard {
  return { kind: 'trigger-version', key: keyOf(key), version }
}

/** The row as it is written after a change at `now`. */
export function nextVersion(before: TriggerRow, changed: TriggerRow, now: number): TriggerRow {
  return { ...changed, version: before.version + 1, updatedAt: now }
}

function sameTrigger(triggerId: string, flow: Flow, before: Flow | null): boolean {
  if (flow.deleted || before === null) return false
  const text = ({ triggers }: Flow) => {
    const found = triggers.find(({ id }) => id === triggerId)
    return found === undefined ? null : definitionText(found.type, found.properties)
  }
  return text(flow) !== null && text(flow) === text(before)
}
