import {
  assertChangeable,
  type Clock,
  type ExecutionStore,
  planStateChange,
  type Restart,
  type Write,
} from '@countersign/core'
import type { ExecutionOperations } from '../../client-operations.ts'
import { assertTenant } from '../approvals/find-request.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { findGatesElsewhere } from './gates-elsewhere.ts'
import type { Hosts } from './hosts.ts'
import { type Proposal, postAndWait } from './letter.ts'
import { wholeExecution } from './whole-execution.ts'

interface ChangerOptions {
  readonly executions: Pick<ExecutionStore, 'taskRuns' | 'outputs' | 'loopValues' | 'find'>
  readonly library: FlowLibrary
  readonly hosts: Hosts
  readonly clock: Clock
}

/** See `ExecutionOperations.changeTaskState`; through the mailbox, so that of two changes one sees the other. */
export function createTaskStateChanger(options: ChangerOptions): ExecutionOperations['changeTaskState'] {
  const { executions, hosts, clock } = options
  return (caller, executionId, change) =>
    postAndWait(hosts, executionId, async (hot) => {
      assertTenant(hot, caller.tenant, executionId)
      // Before anything is read: a large execution that still runs is refused at no cost.
      assertChangeable(hot.execution, 'The state of a task run can be changed once its execution has ended.')
      const whole = await wholeExecution(executions, hot)
      const gatesElsewhere = await findGatesElsewhere(options, whole, hot.plan, change.taskRunId)
      const restart = planStateChange({
        ...change,
        plan: hot.plan,
        whole,
        gatesElsewhere,
        by: caller,
        now: clock.now(),
      })
      const { id, version } = whole.execution
      const execution = { ...restart.execution, version: version + 1 }
      const proposal: Proposal = {
        events: [],
        guards: [{ kind: 'execution-version', executionId: id, version }],
        writes: [{ kind: 'execution-update', row: execution }, ...restartWrites(restart)],
        audit: [restart.audit],
        committed: () => hosts.resume(id),
      }
      return { proposal, outcome: execution }
    })
}

/** The rows that a restart in place, or a change by hand, leaves different. */
export function restartWrites({ updated, removed, withoutOutputs, jobs, jobsRemoved }: Restart): readonly Write[] {
  return [
    ...updated.map((row): Write => ({ kind: 'task-run-update', row })),
    ...removed.map(({ executionId, sequence, id: taskRunId }): Write => {
      return { kind: 'task-run-delete', executionId, sequence, taskRunId }
    }),
    ...withoutOutputs.map(({ executionId, taskId, id: taskRunId }): Write => {
      return { kind: 'outputs-delete', executionId, taskId, taskRunId }
    }),
    ...jobs.map((row): Write => ({ kind: 'job-add', row })),
    ...jobsRemoved.map((job): Write => ({ kind: 'job-remove', ...job })),
  ]
}
