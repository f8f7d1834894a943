import {
  type Clock,
  type Flow,
  hasRow,
  type Logger,
  type Plan,
  recoverMissed,
  type TriggerRow,
  type TriggerStore,
  type Write,
} from '@countersign/core'
import type { Committer } from '../commit/committer.ts'
import { scheduleRule } from './schedule-rule.ts'
import type { TriggerLibrary } from './trigger-library.ts'
import { keyOf, nextVersion, type TriggerRows } from './trigger-rows.ts'
import { isFaultOfFlow, type Sights } from './trigger-sight.ts'

export interface TriggerStartOptions {
  readonly triggers: Pick<TriggerStore, 'all'>
  readonly library: TriggerLibrary
  readonly rows: TriggerRows
  readonly compile: (flow: Flow) => Plan
  readonly sights: Sights
  readonly committer: Committer
  readonly clock: Clock
  readonly logger: Logger
  readonly zone: string
}

/**
 * Brings the rows of triggers in line with the flows once the server starts: rows that are missing are made, looks that a dead
 * process had begun are free again, and dates that were missed are dealt with as each trigger says.
 */
export async function startTriggers(options: TriggerStartOptions, flows: readonly Flow[]): Promise<void> {
  const { triggers, rows, library, compile, committer, logger } = options
  const stored = new Map((await triggers.all()).map((row) => [nameOf(row), row]))
  const writes: Write[] = []
  for (const flow of flows) {
    for (const trigger of library.of(flow).triggers.filter(hasRow)) {
      const { tenant, namespace, id: flowId } = flow
      const name = nameOf({ tenant, namespace, flowId, triggerId: trigger.id })
      const row = stored.get(name)
      stored.delete(name)
      if (row === undefined) writes.push({ kind: 'trigger-put', row: await rows.fresh(flow, trigger, compile(flow)) })
      else {
        const changed = await recovered(options, row, flow)
        if (changed !== row) writes.push({ kind: 'trigger-put', row: changed })
      }
    }
  }
  // What is left belongs to no flow any more.
  for (const row of stored.values()) writes.push({ kind: 'trigger-remove', key: keyOf(row) })
  if (writes.length === 0) return
  await committer.commit({ guards: [], writes, audit: [] })
  logger.info('Triggers are in line with their flows again', { changed: writes.length })
}

async function recovered(
  { library, compile, sights, clock, zone }: TriggerStartOptions,
  row: TriggerRow,
  flow: Flow,
): Promise<TriggerRow> {
  const now = clock.now()
  const trigger = library.find(flow, row.triggerId)
  if (row.evaluation !== null) return nextVersion(row, { ...row, evaluation: null, nextAt: now }, now)
  const isLate = row.nextAt !== null && row.nextAt <= now
  if (!isLate || (trigger?.kind !== 'schedule' && trigger?.kind !== 'dates') || trigger.recover === 'ALL') return row
  try {
    const plan = compile(flow)
    const next = await sights.look(sights.ofFlow(plan, ''), (eye) => {
      return recoverMissed(row, scheduleRule(trigger, eye, zone), now)
    })
    return next === row ? row : nextVersion(row, next, now)
  } catch (error) {
    if (!isFaultOfFlow(error)) throw error
    return row
  }
}

function nameOf({
  tenant,
  namespace,
  flowId,
  triggerId,
}: Pick<TriggerRow, 'tenant' | 'namespace' | 'flowId' | 'triggerId'>) {
  return [tenant, namespace, flowId, triggerId].join('\0')
}
