import type { AuditDraft, Execution, ExecutionCopy, ExecutionEvent, Origin, Write } from '@countersign/core'
import type { Hosts } from './hosts.ts'
import type { Proposal } from './letter.ts'
import { createdDraft } from './prepare-execution.ts'

interface CopyProposal {
  readonly hosts: Pick<Hosts, 'resume'>
  readonly copy: ExecutionCopy
  readonly origin: Origin
  /** What happens to the execution that was copied. */
  readonly events: readonly ExecutionEvent[]
  readonly audit: AuditDraft
}

/** Writes a copy in the turn of the execution that it was made from; it goes on as soon as it is durable. */
export function copyProposal({ hosts, copy, origin, events, audit }: CopyProposal): {
  readonly proposal: Proposal
  readonly outcome: Execution
} {
  const execution = { ...copy.execution, version: 1 }
  const writes: readonly Write[] = [
    { kind: 'execution-insert', row: execution },
    ...copy.taskRuns.map((row): Write => ({ kind: 'task-run-insert', row })),
    ...copy.outputs.map((row): Write => ({ kind: 'outputs-put', row })),
    ...copy.loopValues.map((row): Write => ({ kind: 'loop-values-insert', row })),
  ]
  const proposal: Proposal = {
    events,
    guards: [{ kind: 'execution-version', executionId: execution.id, version: 0 }],
    writes,
    audit: [audit, createdDraft(execution, origin)],
    committed: () => hosts.resume(execution.id),
  }
  return { proposal, outcome: execution }
}
