import {
  afterFailure,
  type Clock,
  type CommitUnit,
  type DatesTrigger,
  decideSchedule,
  hasRow,
  type Ids,
  type Label,
  type Logger,
  messageOf,
  type Plan,
  type ScheduleDecision,
  type ScheduleTrigger,
  type TriggerRow,
  type ValueMap,
} from '@countersign/core'
import type { Committer } from '../commit/committer.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import type { PollingRunner } from './polling-runner.ts'
import { scheduleRule } from './schedule-rule.ts'
import type { TriggerLibrary } from './trigger-library.ts'
import { keyOf, nextVersion, versionGuard } from './trigger-rows.ts'
import { isFaultOfFlow, type Sights } from './trigger-sight.ts'
import { FROM_TRIGGER, renderInputs, renderLabels, type TriggeredExecutions } from './triggered-executions.ts'

/** Deals with a trigger that is due. Resolves once its row has moved on; rejects when that could not be written. */
export type FireTrigger = (row: TriggerRow) => Promise<void>

export interface FireTriggerOptions {
  readonly flows: FlowLibrary
  readonly library: TriggerLibrary
  readonly sights: Sights
  readonly executions: TriggeredExecutions
  readonly polling: PollingRunner
  readonly committer: Committer
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  /** The server's zone. */
  readonly zone: string
}

type TimedTrigger = ScheduleTrigger | DatesTrigger

/** What is written of a due trigger, and what is done once it is. */
interface Move {
  readonly row: TriggerRow
  readonly unit?: CommitUnit
  readonly adopt?: () => void
}

/**
 * The execution and the row that moves on are one commit: no date fires twice or is lost, whenever the process ends. A row that
 * somebody changed meanwhile makes the commit stale, and is looked at anew.
 */
export function createFireTrigger(options: FireTriggerOptions): FireTrigger {
  const { flows, library, polling, committer, clock } = options

  async function write(before: TriggerRow, { row, unit, adopt }: Move): Promise<void> {
    await committer.commit(
      {
        guards: [versionGuard(before, before.version), ...(unit?.guards ?? [])],
        writes: [{ kind: 'trigger-put', row: nextVersion(before, row, clock.now()) }, ...(unit?.writes ?? [])],
        audit: unit?.audit ?? [],
      },
      adopt,
    )
  }

  return async (row) => {
    const plan = await flows.latest(row.tenant, row.namespace, row.flowId)
    const trigger = plan === null ? undefined : library.find(plan.flow, row.triggerId)
    if (plan === null || trigger === undefined || !hasRow(trigger)) {
      const remove = { kind: 'trigger-remove', key: keyOf(row) } as const
      await committer.commit({ guards: [versionGuard(row, row.version)], writes: [remove], audit: [] })
      return
    }
    if (trigger.kind === 'polling') return polling.begin(row, trigger, plan)
    await write(row, await decide(options, row, trigger, plan))
  }
}

async function decide(options: FireTriggerOptions, row: TriggerRow, trigger: TimedTrigger, plan: Plan): Promise<Move> {
  const { sights, clock, ids, zone } = options
  const id = ids.next()
  const sight = sights.ofFlow(plan, id)
  let decision: ScheduleDecision
  try {
    decision = await sights.look(sight, (eye) => decideSchedule(row, scheduleRule(trigger, eye, zone), clock.now()))
  } catch (error) {
    if (!isFaultOfFlow(error)) throw error
    // Visible, and not tried again every second (engine.md 6.1).
    return showFailure(options, row, trigger, plan, id, error.message)
  }
  if (decision.kind === 'skip') return { row: decision.row }
  return start(options, { row, trigger, plan, id, decision })
}

interface DueStart {
  readonly row: TriggerRow
  readonly trigger: TimedTrigger
  readonly plan: Plan
  readonly id: string
  readonly decision: Extract<ScheduleDecision, { kind: 'fire' }>
}

async function start(options: FireTriggerOptions, { row, trigger, plan, id, decision }: DueStart): Promise<Move> {
  const { sights, executions, logger } = options
  const { at, variables } = decision
  // Executions of a list of dates are told their date by `scheduleDate` alone (engine.md 6.3).
  const own: ValueMap = trigger.kind === 'dates' ? {} : variables
  const extra = { trigger: own, schedule: own }
  try {
    const { inputs, labels, warnings } = await sights.look(sights.ofFlow(plan, id), (eye) => ({
      inputs: { ...renderInputs(trigger, eye, extra), ...(row.backfill?.inputs ?? {}) },
      ...renderLabels(trigger, eye, extra),
    }))
    const prepared = await executions.prepare({
      trigger,
      plan,
      id,
      variables: own,
      inputs,
      labels: [FROM_TRIGGER, ...labels, ...backfillLabels(row)],
      warnings,
      origin: { door: 'timer' },
      ...(trigger.kind === 'dates' ? { scheduleAt: at } : {}),
    })
    const lock = trigger.allowConcurrent ? null : id
    return { row: { ...decision.row, executionId: lock }, unit: prepared.unit, adopt: prepared.adopt }
  } catch (error) {
    if (!isFaultOfFlow(error)) throw error
    if (trigger.failOnTriggerError) return showFailure(options, row, trigger, plan, id, error.message)
    const { tenant, namespace, flowId, triggerId } = row
    logger.warn('A trigger could not start its execution', {
      tenant,
      namespace,
      flowId,
      triggerId,
      reason: messageOf(error),
    })
    return { row: decision.row }
  }
}

function backfillLabels({ backfill }: TriggerRow): readonly Label[] {
  return backfill === null ? [] : [...backfill.labels, { key: 'system.backfill', value: 'true' }]
}

/** A failed execution that says why, and the row on its next date. */
async function showFailure(
  options: FireTriggerOptions,
  row: TriggerRow,
  trigger: TimedTrigger,
  plan: Plan,
  id: string,
  reason: string,
): Promise<Move> {
  const { sights, executions, zone } = options
  const shown = executions.failed({ trigger, plan, id, variables: {}, origin: { door: 'timer' } }, reason)
  try {
    const moved = await sights.look(sights.ofFlow(plan, id), (eye) =>
      afterFailure(row, scheduleRule(trigger, eye, zone)),
    )
    return { row: moved, unit: shown.unit }
  } catch (error) {
    if (!isFaultOfFlow(error)) throw error
    // The dates themselves cannot be read: nothing is left to wait for until the flow is changed.
    return { row: { ...row, nextAt: null }, unit: shown.unit }
  }
}
