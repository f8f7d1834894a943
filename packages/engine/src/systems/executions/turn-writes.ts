import type { Advance, Changes, CommitUnit, Execution, Guard, RemovedTaskRun, Write } from '@countersign/core'
import type { StateChanges } from '../triggers/state-changes.ts'
import type { Proposal } from './letter.ts'

/**
 * The unit that makes a turn durable: the rows that it changed, behind a guard on the version that it started from, together
 * with what the letters of the turn write themselves, and what triggers must know of it. Null when there is nothing to write.
 */
export function turnUnit(
  loaded: Execution,
  advance: Advance | null,
  proposals: readonly Proposal[],
  stateChanges: StateChanges,
): CommitUnit | null {
  const writes: Write[] = []
  const guards: Guard[] = []
  for (const proposal of proposals) {
    guards.push(...(proposal.guards ?? []))
    writes.push(...(proposal.writes ?? []))
  }
  const audit = proposals.flatMap((proposal) => proposal.audit ?? [])
  if (advance !== null && (hasChanges(advance.changes) || !sameRow(loaded, advance.execution))) {
    guards.unshift({ kind: 'execution-version', executionId: loaded.id, version: loaded.version })
    writes.push({ kind: 'execution-update', row: nextVersion(loaded, advance.execution) })
    writes.push(...changeWrites(loaded.id, advance.changes), ...stateChanges(loaded, advance.execution))
    audit.push(...advance.changes.audit)
  }
  return writes.length === 0 && audit.length === 0 ? null : { guards, writes, audit }
}

/** The unit of a new execution with as much of its life as the first turn could live. */
export function creationUnit(advance: Advance, proposal: Pick<Proposal, 'writes' | 'audit'>): CommitUnit {
  const row = { ...advance.execution, version: 1 }
  return {
    guards: [{ kind: 'execution-version', executionId: row.id, version: 0 }],
    writes: [{ kind: 'execution-insert', row }, ...(proposal.writes ?? []), ...changeWrites(row.id, advance.changes)],
    audit: [...(proposal.audit ?? []), ...advance.changes.audit],
  }
}

/** True when a turn changed any row but, perhaps, the header. */
function hasChanges(changes: Changes): boolean {
  return Object.values(changes).some((rows: readonly unknown[]) => rows.length > 0)
}

function nextVersion(loaded: Execution, changed: Execution): Execution {
  return { ...changed, version: loaded.version + 1 }
}

/** Headers are copied, never changed in place, so that equal members mean an equal row. */
function sameRow(before: Execution, after: Execution): boolean {
  // Both have the members of `Execution`: the later one is a copy of the earlier one.
  const keys = Object.keys(after) as (keyof Execution)[]
  return keys.every((key) => Object.is(before[key], after[key]))
}

/** In the order in which later rows may refer to earlier ones. */
function changeWrites(executionId: string, changes: Changes): readonly Write[] {
  return [
    ...changes.taskRunsRemoved.flatMap((run) => removalWrites(executionId, run)),
    ...changes.taskRunsInserted.map((row): Write => ({ kind: 'task-run-insert', row })),
    ...changes.taskRunsUpdated.map((row): Write => ({ kind: 'task-run-update', row })),
    ...changes.outputs.map((row): Write => ({ kind: 'outputs-put', row })),
    ...changes.loopValues.map((row): Write => ({ kind: 'loop-values-insert', row })),
    ...changes.logs.map((row): Write => ({ kind: 'log-append', row })),
    ...changes.requestsInserted.map((row): Write => ({ kind: 'request-insert', row })),
    ...changes.requestsUpdated.map((row): Write => ({ kind: 'request-update', row })),
    ...changes.jobsAdded.map((row): Write => ({ kind: 'job-add', row })),
    ...changes.jobsRemoved.map((job): Write => ({ kind: 'job-remove', ...job })),
    ...changes.timersArmed.map((row): Write => ({ kind: 'timer-arm', row })),
    ...changes.timersDisarmed.map((id): Write => ({ kind: 'timer-disarm', id })),
    ...changes.inboxAdded.map((row): Write => ({ kind: 'inbox-add', row })),
  ]
}

function removalWrites(executionId: string, { id, taskId, sequence }: RemovedTaskRun): readonly Write[] {
  return [
    { kind: 'task-run-delete', executionId, sequence, taskRunId: id },
    { kind: 'outputs-delete', executionId, taskId, taskRunId: id },
  ]
}
