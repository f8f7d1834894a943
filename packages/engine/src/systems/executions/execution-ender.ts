import {
  AppError,
  type AuditDraft,
  type Clock,
  executionFilesPrefix,
  type FileStorage,
  type Ids,
  isTerminated,
  type Logger,
  type Origin,
  type Write,
  withdrawRequest,
} from '@countersign/core'
import type { Caller } from '../../client.ts'
import type { DeleteOptions, ExecutionOperations } from '../../client-operations.ts'
import { assertTenant } from '../approvals/find-request.ts'
import type { Hosts } from './hosts.ts'
import type { HotExecution } from './hot-execution.ts'
import { isSettled } from './hot-execution.ts'
import type { KillMessages } from './inbox.ts'
import { type Proposal, postAndWait } from './letter.ts'

/** Kills and deletes executions. */
export type ExecutionEnder = Pick<ExecutionOperations, 'kill' | 'deleteExecution'>

interface EnderOptions {
  readonly hosts: Hosts
  readonly kills: KillMessages
  readonly files: FileStorage
  readonly logger: Logger
  readonly clock: Clock
  readonly ids: Ids
}

/** Both go through the mailbox before everything else, so that they contend with answers and results for one row. */
export function createExecutionEnder({ hosts, kills, files, clock, ids, logger }: EnderOptions): ExecutionEnder {
  /** The rows are gone for good by now; files that cannot be deleted are only space. */
  async function deleteFiles(tenant: string, prefix: string): Promise<void> {
    try {
      await files.deletePrefix(tenant, prefix)
    } catch (error) {
      logger.warn('The files of a deleted execution could not be deleted', { prefix, error })
    }
  }

  return {
    async kill(caller, executionId, { cascade } = {}) {
      const kill = { kind: 'kill', actor: caller.actor, origin: caller.origin } as const
      const propose = async (hot: HotExecution) => {
        assertTenant(hot, caller.tenant, executionId)
        // Kestra: with `cascade` said aloud, a finished execution still has its children killed.
        if (isTerminated(hot.execution.state) && cascade !== true) throw finished(hot)
        return { proposal: await kills.proposal(hot, kill, { cascade: cascade ?? true }), outcome: undefined }
      }
      await postAndWait(hosts, executionId, propose, { urgent: true })
    },
    async deleteExecution(caller, executionId, how = {}) {
      const propose = async (hot: HotExecution) => {
        assertTenant(hot, caller.tenant, executionId)
        if (how.force !== true && !isSettled(hot.execution)) throw notFinished(hot)
        return { proposal: deletion(hot, caller, clock.now(), ids, how), outcome: executionFilesPrefix(hot.execution) }
      }
      const prefix = await postAndWait(hosts, executionId, propose, { urgent: true })
      hosts.forget(executionId)
      if (how.keepFiles !== true) await deleteFiles(caller.tenant, prefix)
    },
  }
}

function finished({ execution }: HotExecution): AppError {
  const text = `Execution ${execution.id} has ended in ${execution.state}; there is nothing left to kill`
  return new AppError('EXECUTION_FINISHED', text)
}

function notFinished({ execution }: HotExecution): AppError {
  const text = `Execution ${execution.id} is ${execution.state}; wait for its end or kill it before you delete it`
  return new AppError('EXECUTION_NOT_FINISHED', text)
}

/** Rows of the execution go; its requests stay, withdrawn, and whoever waits for it is told that it ended. */
function deletion(
  hot: HotExecution,
  { actor, origin }: Caller,
  at: number,
  ids: Ids,
  { keepLogs = false, keepMetrics = false, keepFiles = false }: DeleteOptions,
): Proposal {
  const { execution } = hot
  const keep = [...(keepLogs ? (['logs'] as const) : []), ...(keepMetrics ? (['metrics'] as const) : [])]
  const kept = [...keep, ...(keepFiles ? ['files'] : [])]
  const withdrawn = [...hot.requests.values()].map((request) => withdrawRequest(request, { actor, origin, at }))
  const stopped = [...hot.taskRuns.values()].filter((run) => !isTerminated(run.state) && run.attempts.length > 0)
  return {
    events: [],
    guards: [{ kind: 'execution-version', executionId: execution.id, version: execution.version }],
    writes: [
      ...withdrawn.map(({ request }): Write => ({ kind: 'request-update', row: request })),
      ...stopped.map((run): Write => ({ kind: 'job-remove', taskRunId: run.id, attempt: run.attempts.length - 1 })),
      { kind: 'execution-delete', tenant: execution.tenant, executionId: execution.id, keep },
      ...tellParent(hot, at, ids),
      ...releaseTrigger(hot, at, ids),
    ],
    audit: [
      ...withdrawn.map(({ audit }) => ({ ...audit, tenant: execution.tenant, at })),
      deletedDraft(hot, actor, origin, at, kept),
    ],
  }
}

function tellParent({ execution }: HotExecution, at: number, ids: Ids): readonly Write[] {
  if (execution.parent === null || isSettled(execution)) return []
  const { executionId, taskRunId } = execution.parent
  const { id: childId, originalId } = execution
  const retried = originalId === childId ? {} : { originalId }
  const news = { kind: 'child-ended', taskRunId, childId, ...retried, state: 'KILLED', outputs: null } as const
  return [{ kind: 'inbox-add', row: { tenant: execution.tenant, id: ids.next(), executionId, at, news } }]
}

/** The trigger that waits for this execution must not wait for ever. */
function releaseTrigger({ execution }: HotExecution, at: number, ids: Ids): readonly Write[] {
  const { tenant, id, namespace, flowId, trigger, parent } = execution
  if (trigger === null || parent !== null || isSettled(execution)) return []
  const row = { tenant, id: ids.next(), executionId: id, namespace, flowId, state: 'KILLED', at } as const
  return [{ kind: 'event-add', row: { ...row, release: trigger.id } }]
}

function deletedDraft(
  { execution }: HotExecution,
  actor: Caller['actor'],
  origin: Origin,
  at: number,
  kept: readonly string[],
): AuditDraft {
  return {
    tenant: execution.tenant,
    at,
    actor,
    action: 'execution.deleted',
    target: { kind: 'execution', id: execution.id, namespace: execution.namespace },
    origin,
    body: { flowId: execution.flowId, state: execution.state, ...(kept.length === 0 ? {} : { kept }) },
  }
}
