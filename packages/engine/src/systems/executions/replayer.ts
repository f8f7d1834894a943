import {
  type Clock,
  type ExecutionStore,
  type Ids,
  planReplay,
  REPLAYED_LABEL,
  replayDraft,
  replayRow,
} from '@countersign/core'
import type { Caller, EngineClient } from '../../client.ts'
import { assertTenant } from '../approvals/find-request.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { copyProposal } from './copy-proposal.ts'
import { findRunnable } from './execution-starter.ts'
import type { Hosts } from './hosts.ts'
import type { HotExecution } from './hot-execution.ts'
import { postAndWait } from './letter.ts'
import { createdDraft, type PreparedExecution, type RowPlan } from './prepare-execution.ts'
import { wholeExecution } from './whole-execution.ts'

/** Repeats executions as new ones. */
export type Replayer = Pick<EngineClient, 'replay'>

interface ReplayerOptions {
  readonly executions: Pick<ExecutionStore, 'taskRuns' | 'outputs' | 'loopValues'>
  readonly library: FlowLibrary
  readonly hosts: Hosts
  readonly prepareRow: (plan: RowPlan) => PreparedExecution
  readonly clock: Clock
  readonly ids: Ids
}

/** The mark on the old execution. */
const REPLAYED = [{ kind: 'labelled', labels: [REPLAYED_LABEL] }] as const

/** The new execution is written in a turn of the old one, which is marked as replayed in the same commit. */
export function createReplayer(options: ReplayerOptions): Replayer {
  return {
    replay(caller, executionId, { taskRunId, revision } = {}) {
      return postAndWait(options.hosts, executionId, async (hot) => {
        assertTenant(hot, caller.tenant, executionId)
        const { namespace, flowId, flowRevision } = hot.execution
        const wanted = { namespace, flowId, revision: revision ?? flowRevision }
        const plan = await findRunnable(options.library, caller.tenant, wanted)
        return taskRunId === undefined
          ? replayWhole(options, hot, plan, caller)
          : replayFrom(options, hot, plan, caller, taskRunId)
      })
    },
  }
}

function replayWhole(
  { prepareRow, ids, clock }: ReplayerOptions,
  { execution }: HotExecution,
  plan: RowPlan['plan'],
  { actor, origin }: Caller,
) {
  const row = replayRow(execution, { id: ids.next(), flow: plan.flow, by: actor, now: clock.now() })
  const audit = [replayDraft(execution, row, { actor, origin }, {}), createdDraft(row, origin)]
  const { unit, adopt, created } = prepareRow({ plan, row, warnings: [], audit })
  return { proposal: { ...unit, events: REPLAYED, committed: adopt }, outcome: created }
}

async function replayFrom(
  { executions, hosts, ids, clock }: ReplayerOptions,
  hot: HotExecution,
  plan: RowPlan['plan'],
  caller: Caller,
  taskRunId: string,
) {
  const whole = await wholeExecution(executions, hot)
  const copy = planReplay({ plan, whole, taskRunId, by: caller, ids, now: clock.now() })
  const taskId = whole.taskRuns.find((run) => run.id === taskRunId)?.taskId ?? null
  const audit = replayDraft(whole.execution, copy.execution, caller, { taskRunId, taskId })
  return copyProposal({ hosts, copy, origin: caller.origin, events: REPLAYED, audit })
}
