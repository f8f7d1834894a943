import type { Trigger } from '@countersign/contract'
import type { Backfill, TriggerRow } from '@countersign/core'
import { toInstant } from '../shared/instant.ts'

/** What is remembered of a trigger, as the API shows it (observed P-triggers). Members that say nothing are left out. */
export function presentTrigger(row: TriggerRow): Trigger {
  const { tenant, namespace, flowId, triggerId, nextAt, executionId, evaluation, backfill, stopAfter, disabled } = row
  // A backfill that has not begun has dealt with no date yet.
  const hasDate = backfill === null || backfill.currentDate !== backfill.start
  return {
    tenantId: tenant,
    namespace,
    flowId,
    triggerId,
    ...(hasDate ? { date: toInstant(row.date) } : {}),
    ...(nextAt === null ? {} : { nextExecutionDate: toInstant(nextAt) }),
    ...(executionId === null ? {} : { executionId }),
    ...(evaluation === null ? {} : { evaluateRunningDate: toInstant(evaluation.since), workerId: evaluation.owner }),
    ...(backfill === null ? {} : { backfill: presentBackfill(backfill) }),
    ...(stopAfter.length === 0 ? {} : { stopAfter: [...stopAfter] }),
    disabled,
  }
}

function presentBackfill(backfill: Backfill): NonNullable<Trigger['backfill']> {
  const { start, end, currentDate, paused, inputs, labels, previousNextAt } = backfill
  return {
    start: toInstant(start),
    end: toInstant(end),
    currentDate: toInstant(currentDate),
    paused,
    ...(Object.keys(inputs).length === 0 ? {} : { inputs: { ...inputs } }),
    ...(labels.length === 0 ? {} : { labels: labels.map(({ key, value }) => ({ key, value })) }),
    ...(previousNextAt === null ? {} : { previousNextExecutionDate: toInstant(previousNextAt) }),
  }
}

const COLUMNS = [
  'tenantId',
  'namespace',
  'flowId',
  'triggerId',
  'date',
  'nextExecutionDate',
  'executionId',
  'backfill',
  'disabled',
] as const

/** A table of triggers: a line of names, then a line for each. */
export function triggersAsCsv(rows: readonly TriggerRow[]): string {
  const lines = rows.map((row) => {
    const shown = presentTrigger(row)
    const { backfill } = shown
    const cells = { ...shown, backfill: backfill === undefined ? '' : `${backfill.start}/${backfill.end ?? ''}` }
    return COLUMNS.map((name) => cell(String(cells[name] ?? ''))).join(',')
  })
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`
}

/** Names and ids cannot hold what a spreadsheet would run; quotes, commas and line ends are quoted all the same. */
function cell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
