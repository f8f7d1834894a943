import { type Clock, invariant, replayRow, SYSTEM_ACTOR, type Write } from '@countersign/core'
import type { FlowLibrary } from '../flows/flow-library.ts'
import type { HotExecution } from './hot-execution.ts'
import type { Proposal } from './letter.ts'
import { createdDraft, type PreparedExecution, type RowPlan } from './prepare-execution.ts'

/** Begins the execution that takes the place of one that was RETRIED, and takes `taken` away in the same commit. */
export type ExecutionRetrier = (hot: HotExecution, newExecutionId: string, taken: Write) => Promise<Proposal>

interface RetrierOptions {
  readonly library: FlowLibrary
  readonly prepareRow: (plan: RowPlan) => PreparedExecution
  readonly clock: Clock
}

/** From the start, on the same revision; whoever waits for the old one waits for the new one (engine.md 3.7; observed: re-flow-newexec). */
export function createExecutionRetrier({ library, prepareRow, clock }: RetrierOptions): ExecutionRetrier {
  return async ({ execution }, newExecutionId, taken) => {
    const { tenant, namespace, flowId, flowRevision, parent } = execution
    const plan = await library.revision(tenant, namespace, flowId, flowRevision)
    invariant(
      plan,
      `revision ${flowRevision} of flow ${namespace}.${flowId} is missing; execution ${execution.id} ran on it`,
    )
    const row = {
      ...replayRow(execution, { id: newExecutionId, flow: plan.flow, by: SYSTEM_ACTOR, now: clock.now() }),
      parent,
    }
    const audit = [createdDraft(row, { door: 'flow' })]
    const { unit, adopt } = prepareRow({ plan, row, warnings: [], audit })
    return { ...unit, writes: [...unit.writes, taken], events: [], committed: adopt }
  }
}
