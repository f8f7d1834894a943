import {
  type Breakpoint,
  type Clock,
  type ExecutionStore,
  type FileStorage,
  type Ids,
  type Plan,
  planReplay,
  type RawInputs,
  REPLAYED_LABEL,
  replayDraft,
  replayRow,
  type ValueMap,
} from '@countersign/core'
import type { Caller } from '../../client.ts'
import type { ExecutionOperations, ReplayOptions } from '../../client-operations.ts'
import { assertTenant } from '../approvals/find-request.ts'
import { placeOfInputs, storeUploads } from '../files/uploads.ts'
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
  readonly files: FileStorage
  readonly hosts: Hosts
  readonly prepareRow: (plan: RowPlan) => PreparedExecution
  readonly clock: Clock
  readonly ids: Ids
}

/** The mark on the old execution. */
const REPLAYED = [{ kind: 'labelled', labels: [REPLAYED_LABEL] }] as const

/** The new execution is written in a turn of the old one, which is marked as replayed in the same commit. */
export function createReplayer(options: ReplayerOptions): Replayer {
  const { hosts, library, ids } = options

  function planFor({ execution }: HotExecution, { revision, latestRevision = false }: ReplayOptions): Promise<Plan> {
    const { tenant, namespace, flowId, flowRevision } = execution
    const wanted = revision ?? (latestRevision ? undefined : flowRevision)
    return findRunnable(library, tenant, { namespace, flowId, ...(wanted === undefined ? {} : { revision: wanted }) })
  }

  /** Inputs of its own are resolved, and their files stored, before the letter: that may be opened more than once. */
  async function prepared(caller: Caller, executionId: string, how: ReplayOptions): Promise<Given> {
    const given = { id: ids.next(), warnings: [], breakpoints: how.breakpoints ?? [], discard: async () => {} }
    if (how.inputs === undefined) return given
    const hot = await hosts.read(executionId)
    assertTenant(hot, caller.tenant, executionId)
    return { ...given, ...(await ownInputs(options, await planFor(hot, how), caller, given.id, how.inputs)) }
  }

  return {
    async replay(caller, executionId, how = {}) {
      const given = await prepared(caller, executionId, how)
      const propose = async (hot: HotExecution) => {
        assertTenant(hot, caller.tenant, executionId)
        const plan = await planFor(hot, how)
        assertBreakpoints(plan, given.breakpoints)
        const { taskRunId } = how
        return taskRunId === undefined
          ? replayWhole(options, hot, plan, caller, given)
          : replayFrom(options, hot, plan, caller, { ...given, taskRunId })
      }
      return postAndWait(hosts, executionId, propose).catch(async (error: unknown) => {
        await given.discard()
        throw error
      })
    },
  }
}

/** What a replay has of its own. */
interface Given {
  readonly id: string
  readonly inputs?: ValueMap
  readonly warnings: readonly string[]
  readonly breakpoints: readonly Breakpoint[]
  /** Deletes uploads again that were stored for it. */
  readonly discard: () => Promise<void>
}

/** @throws AppError INPUT_INVALID */
async function ownInputs(
  { inputs, files }: ReplayerOptions,
  plan: Plan,
  { tenant }: Caller,
  id: string,
  raw: RawInputs,
): Promise<Pick<Given, 'inputs' | 'warnings' | 'discard'>> {
  const place = placeOfInputs({ namespace: plan.flow.namespace, flowId: plan.flow.id, id })
  const resolved = await inputs.ofFlow(plan, raw, place)
  if (resolved.errors.length > 0) throw inputError(resolved.errors)
  const { discard } = await storeUploads(files, tenant, raw, resolved, place)
  return { inputs: resolved.values, warnings: resolved.warnings, discard }
}

function replayWhole(
  { prepareRow, clock }: ReplayerOptions,
  { execution }: HotExecution,
  plan: Plan,
  { actor, origin }: Caller,
  { warnings, discard: _, ...given }: Given,
) {
  const row = replayRow(execution, { ...given, flow: plan.flow, by: actor, now: clock.now() })
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
  plan: Plan,
  caller: Caller,
  { id, taskRunId, inputs, breakpoints }: Given & { readonly taskRunId: string },
) {
  const whole = await wholeExecution(executions, hot)
  const planned = planReplay({ id, plan, whole, taskRunId, breakpoints, by: caller, ids, now: clock.now() })
  const copy = inputs === undefined ? planned : { ...planned, execution: { ...planned.execution, inputs } }
  const taskId = whole.taskRuns.find((run) => run.id === taskRunId)?.taskId ?? null
  const body = { taskRunId, taskId, ...changedInputs(inputs === undefined ? {} : { inputs }) }
  const audit = replayDraft(whole.execution, copy.execution, caller, body)
  return copyProposal({ hosts, copy, origin: caller.origin, events: REPLAYED, audit })
}
