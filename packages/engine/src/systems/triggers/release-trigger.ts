import type { AuditDraft, Guard, TriggerEvent, TriggerRow, Write } from '@countersign/core'
import { nextVersion, versionGuard } from './trigger-rows.ts'

interface Release {
  readonly guards: readonly Guard[]
  readonly writes: readonly Write[]
  readonly audit: readonly AuditDraft[]
  readonly adopt: readonly []
}

/**
 * Frees the trigger that waited for an execution, now that it has ended, and disables it when it ended in a state of
 * `stopAfter`. Other than in Kestra nothing is enabled here: a person who has disabled the trigger meanwhile meant it.
 */
export function releaseOf(row: TriggerRow | null, event: TriggerEvent, now: number): Release {
  if (row === null) return { guards: [], writes: [], audit: [], adopt: [] }
  const waits = row.executionId === event.executionId
  const stops = row.stopAfter.includes(event.state) && !row.disabled
  if (!waits && !stops) return { guards: [], writes: [], audit: [], adopt: [] }
  const free = { ...row, executionId: waits ? null : row.executionId }
  const changed = stops ? { ...free, disabled: true, nextAt: null } : free
  return {
    guards: [versionGuard(row, row.version)],
    writes: [{ kind: 'trigger-put', row: nextVersion(row, changed, now) }],
    audit: stops ? [stoppedDraft(row, event, now)] : [],
    adopt: [],
  }
}

function stoppedDraft(row: TriggerRow, { state, executionId }: TriggerEvent, at: number): AuditDraft {
  const { tenant, namespace, flowId, triggerId } = row
  return {
    tenant,
    at,
    actor: { kind: 'trigger', id: `${namespace}.${flowId}.${triggerId}`, name: triggerId },
    action: 'trigger.disabled',
    target: { kind: 'trigger', id: `${flowId}.${triggerId}`, namespace },
    origin: { door: 'system' },
    body: { stopAfter: state, executionId },
  }
}
