import {
  type Actor,
  type Clock,
  type Execution,
  type ExecutionStore,
  type Ids,
  type Origin,
  planRestart,
  planRestartOn,
  restartDraft,
} from '@countersign/core'
import type { Caller } from '../../client.ts'
import type { ExecutionOperations, RevisionChoice } from '../../client-operations.ts'
import { assertTenant } from '../approvals/find-request.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { copyProposal } from './copy-proposal.ts'
import { findRunnable } from './execution-starter.ts'
import type { Hosts } from './hosts.ts'
import type { HotExecution } from './hot-execution.ts'
import { type Proposal, postAndWait } from './letter.ts'
import { restartWrites } from './task-state-changer.ts'
import { wholeExecution } from './whole-execution.ts'

/** Restarts executions. */
export type Restarter = Pick<ExecutionOperations, 'restart' | 'checkRestart'>

export interface RestarterOptions {
  readonly executions: Pick<ExecutionStore, 'taskRuns' | 'outputs' | 'loopValues'>
  readonly library: FlowLibrary
  readonly hosts: Hosts
  readonly clock: Clock
  readonly ids: Ids
  /** Name of this process's ownership. */
  readonly owner: string
}

/** Through the mailbox of the execution, so that of two restarts one is refused. */
export function createRestarter(options: RestarterOptions): Restarter {
  async function propose(hot: HotExecution, caller: Caller, choice: RevisionChoice) {
    assertTenant(hot, caller.tenant, hot.execution.id)
    const revision = await wantedRevision(options, hot, choice)
    if (revision !== undefined) return proposeOnRevision(options, hot, caller, revision)
    const { proposal, execution } = await proposeRestart(options, hot, caller)
    return { proposal, outcome: execution }
  }
  return {
    restart: (caller, executionId, choice = {}) =>
      postAndWait(options.hosts, executionId, (hot) => propose(hot, caller, choice)),
    async checkRestart(caller, executionId, choice = {}) {
      await postAndWait(options.hosts, executionId, async (hot) => {
        await propose(hot, caller, choice)
        return { proposal: { events: [] }, outcome: undefined }
      })
    },
  }
}

/** Undefined when the execution goes on with the revision that it has. */
async function wantedRevision(
  { library }: Pick<RestarterOptions, 'library'>,
  { execution: { tenant, namespace, flowId, flowRevision } }: HotExecution,
  { revision, latestRevision = false }: RevisionChoice,
): Promise<number | undefined> {
  if (revision !== undefined || !latestRevision) return revision
  const newest = await library.latest(tenant, namespace, flowId)
  return newest === null || newest.flow.revision === flowRevision ? undefined : newest.flow.revision
}

/**
 * The restart of an execution as it stands. Its rows become RESTARTED in one commit; the turn that goes on with it comes after,
 * and is not lost: the row says that there is one.
 *
 * @throws AppError EXECUTION_NOT_RESTARTABLE, NOTHING_TO_RESTART
 */
export async function proposeRestart(
  { executions, hosts, clock, owner }: Pick<RestarterOptions, 'executions' | 'hosts' | 'clock' | 'owner'>,
  hot: HotExecution,
  by: { readonly actor: Actor; readonly origin: Origin },
): Promise<{ readonly proposal: Proposal; readonly execution: Execution }> {
  const whole = await wholeExecution(executions, hot)
  const restart = planRestart({ plan: hot.plan, whole, by, now: clock.now(), owner })
  const { id, version } = whole.execution
  const execution = { ...restart.execution, version: version + 1 }
  const proposal: Proposal = {
    events: [],
    guards: [{ kind: 'execution-version', executionId: id, version }],
    writes: [{ kind: 'execution-update', row: execution }, ...restartWrites(restart)],
    audit: [restart.audit],
    committed: () => hosts.resume(id),
  }
  return { proposal, execution }
}

async function proposeOnRevision(
  { executions, library, hosts, clock, ids }: RestarterOptions,
  hot: HotExecution,
  caller: Caller,
  revision: number,
) {
  const { tenant, namespace, flowId } = hot.execution
  const plan = await findRunnable(library, tenant, { namespace, flowId, revision })
  const whole = await wholeExecution(executions, hot)
  const now = clock.now()
  const copy = planRestartOn({ plan, before: hot.plan, whole, by: caller, ids, now })
  const body = { newExecutionId: copy.execution.id, flowRevision: plan.flow.revision }
  const audit = restartDraft(whole.execution, caller, now, body)
  return copyProposal({ hosts, copy, origin: caller.origin, events: [], audit })
}
