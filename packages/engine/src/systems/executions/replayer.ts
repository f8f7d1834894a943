import {
  type Breakpoint,
  type Clock,
  type ExecutionStore,
  type Ids,
  planReplay,
  REPLAYED_LABEL,
  replayDraft,
  replayRow,
  type ValueMap,
} from '@countersign/core'
import type { Caller } from '../../client.ts'
import type { ExecutionOperations, ReplayOptions } from '../../client-operations.ts'
import { assertTenant } from '../approvals/find-request.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { assertBreakpoints } from './breakpoints.ts'
import { copyProposal } from './copy-proposal.ts'
import { findRunnable } from './execution-starter.ts'
import type { Hosts } from './hosts.ts'
import type { HotExecution } from './hot-execution.ts'
import { type InputResolver, inputError } from './input-resolver.ts'
import { postAndWait } from './letter.ts'
import { createdDraft, type PreparedExecution, type RowPlan } from './prepare-execution.ts'
import { wholeExecution } from './whole-execution.ts'

/** Repeats executions as new ones. */
export type Replayer = Pick<ExecutionOperations, 'replay'>

interface ReplayerOptions {
  readonly executions: Pick<ExecutionStore, 'taskRuns' | 'outputs' | 'loopValues'>
  readonly library: FlowLibrary
  readonly inputs: InputResolver
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
    replay(caller, executionId, how = {}) {
      return postAndWait(options.hosts, executionId, async (hot) => {
        assertTenant(hot, caller.tenant, executionId)
        const { namespace, flowId, flowRevision } = hot.execution
        const revision = how.revision ?? (how.latestRevision === true ? undefined : flowRevision)
        const wanted = { namespace, flowId, ...(revision === undefined ? {} : { revision }) }
        const plan = await findRunnable(options.library, caller.tenant, wanted)
        assertBreakpoints(plan, how.breakpoints ?? [])
        const given = { ...(await givenInputs(options, plan, how)), breakpoints: how.breakpoints ?? [] }
        const { taskRunId } = how
        return taskRunId === undefined
          ? replayWhole(options, hot, plan, caller, given)
          : replayFrom(options, hot, plan, caller, { ...given, taskRunId })
      })
    },
  }
}

/** What a replay has of its own. */
interface Given {
  readonly inputs?: ValueMap
  readonly warnings: readonly string[]
  readonly breakpoints: readonly Breakpoint[]
}

/** @throws AppError INPUT_INVALID */
async function givenInputs(
  { inputs }: ReplayerOptions,
  plan: RowPlan['plan'],
  { inputs: raw }: ReplayOptions,
): Promise<Pick<Given, 'inputs' | 'warnings'>> {
  if (raw === undefined) return { warnings: [] }
  const resolved = await inputs.ofFlow(plan, raw)
  if (resolved.errors.length > 0) throw inputError(resolved.errors)
  return { inputs: resolved.values, warnings: resolved.warnings }
}

function replayWhole(
  { prepareRow, ids, clock }: ReplayerOptions,
  { execution }: HotExecution,
  plan: RowPlan['plan'],
  { actor, origin }: Caller,
  { warnings, ...given }: Given,
) {
  const row = replayRow(execution, { ...given, id: ids.next(), flow: plan.flow, by: actor, now: clock.now() })
  const audit = [replayDraft(execution, row, { actor, origin }, changedInputs(given)), createdDraft(row, origin)]
  const { unit, adopt, created } = prepareRow({ plan, row, warnings, audit })
  return { proposal: { ...unit, events: REPLAYED, committed: adopt }, outcome: created }
}

/** That inputs were changed, never what they are: they may be secrets. */
function changedInputs({ inputs }: Pick<Given, 'inputs'>): { readonly changedInputs?: readonly string[] } {
  return inputs === undefined ? {} : { changedInputs: Object.keys(inputs) }
}

async function replayFrom(
  { executions, hosts, ids, clock }: ReplayerOptions,
  hot: HotExecution,
  plan: RowPlan['plan'],
  caller: Caller,
  { taskRunId, inputs, breakpoints }: Given & { readonly taskRunId: string },
) {
  const whole = await wholeExecution(executions, hot)
  const planned = planReplay({ plan, whole, taskRunId, breakpoints, by: caller, ids, now: clock.now() })
  const copy = inputs === undefined ? planned : { ...planned, execution: { ...planned.execution, inputs } }
  const taskId = whole.taskRuns.find((run) => run.id === taskRunId)?.taskId ?? null
  const body = { taskRunId, taskId, ...changedInputs(inputs === undefined ? {} : { inputs }) }
  const audit = replayDraft(whole.execution, copy.execution, caller, body)
  return copyProposal({ hosts, copy, origin: caller.origin, events: REPLAYED, audit })
}
