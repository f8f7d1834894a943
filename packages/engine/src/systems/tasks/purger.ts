import {
  type AuditDraft,
  type Clock,
  type Execution,
  type ExecutionSearch,
  type ExecutionStore,
  executionFilesPrefix,
  type FileStorage,
  isTerminated,
  type Logger,
  type LogLevel,
  STATES,
  type ValueMap,
} from '@countersign/core'
import type { TaskExecutionFilter } from '@countersign/plugin-sdk'
import type { Caller } from '../../client.ts'
import type { Committer } from '../commit/committer.ts'
import type { Hosts } from '../executions/hosts.ts'
import { isSettled } from '../executions/hot-execution.ts'

/** Deletes what is old, in small commits, each with its audit event. */
export interface Purger {
  /** Executions that have ended; `spared` is never among them. */
  executions(purge: PurgeExecutions): Promise<{ readonly executions: number; readonly logs: number }>
  logs(purge: PurgeLogs): Promise<number>
}

interface Purge {
  readonly caller: Caller
  readonly filter: TaskExecutionFilter & { readonly levels?: readonly LogLevel[] }
  readonly search: Pick<ExecutionSearch, 'namespace' | 'flowId'>
  readonly signal: AbortSignal
}

interface PurgeExecutions extends Purge {
  readonly spared: string
}

type PurgeLogs = Purge

interface PurgerOptions {
  readonly executions: Pick<ExecutionStore, 'search' | 'logPositions'>
  readonly hosts: Pick<Hosts, 'forget'>
  readonly committer: Committer
  readonly files: Pick<FileStorage, 'deletePrefix'>
  readonly logger: Logger
  readonly clock: Clock
}

/** One commit deletes at most so many executions, task runs of them, or lines. */
const MAX_EXECUTIONS = 100
const MAX_TASK_RUNS = 5_000
const MAX_LINES = 2_000

const ENDED = STATES.filter(isTerminated)
const OLDEST_FIRST = [{ field: 'state.startDate', descending: false }]

/** Makes the purger. A purge that is stopped keeps what it has done, and the next one goes on from there. */
export function createPurger({ executions, hosts, committer, files, clock, logger }: PurgerOptions): Purger {
  async function deleteBatch({ caller }: PurgeExecutions, batch: readonly Execution[]): Promise<boolean> {
    const outcome = await committer.commit({
      guards: batch.map(({ id, version }) => ({ kind: 'execution-version', executionId: id, version })),
      writes: batch.map(({ tenant, id }) => ({ kind: 'execution-delete', tenant, executionId: id })),
      audit: [purgedDraft(caller, 'executions.purged', clock.now(), { executionIds: batch.map(({ id }) => id) })],
    })
    if (outcome === 'stale') return false
    for (const execution of batch) {
      hosts.forget(execution.id)
      await deleteFiles(execution)
    }
    return true
  }

  /** The rows are gone for good by now; files that cannot be deleted are only space. */
  async function deleteFiles(execution: Execution): Promise<void> {
    const prefix = executionFilesPrefix(execution)
    try {
      await files.deletePrefix(execution.tenant, prefix)
    } catch (error) {
      logger.warn('The files of a purged execution could not be deleted', { prefix, error })
    }
  }

  async function countLogs(tenant: string, batch: readonly Execution[]): Promise<number> {
    const executionIds = batch.map(({ id }) => id)
    return (await executions.logPositions(tenant, { executionIds, limit: Number.MAX_SAFE_INTEGER })).length
  }

  return {
    async executions(purge) {
      const { caller, filter, signal, spared } = purge
      const search = endedSearch(purge)
      const done = { executions: 0, logs: 0 }
      if (search.states?.values.length === 0) return done
      // What cannot be deleted stays at the front of the list; what is behind it is on the next page.
      for (let page = 1; ; ) {
        signal.throwIfAborted()
        const { items } = await executions.search(caller.tenant, search, {
          page,
          size: MAX_EXECUTIONS,
          sort: OLDEST_FIRST,
        })
        if (items.length === 0) return done
        const batch = upTo(items.filter((one) => one.id !== spared && isSettled(one) && endedBefore(one, filter.to)))
        const logs = await countLogs(caller.tenant, batch)
        if (batch.length === 0 || !(await deleteBatch(purge, batch))) {
          page += 1
          continue
        }
        done.executions += batch.length
        done.logs += logs
      }
    },
    async logs({ caller, filter, search, signal }) {
      const { levels, from, to, flowId } = filter
      const [namespace] = search.namespace ?? []
      const wanted = {
        ...(namespace === undefined ? {} : { namespace }),
        ...(flowId === undefined ? {} : { flowId }),
        ...(levels === undefined ? {} : { levels }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }
      let count = 0
      for (let after = 0; ; ) {
        signal.throwIfAborted()
        const positions = await executions.logPositions(caller.tenant, { ...wanted, after, limit: MAX_LINES })
        const last = positions.at(-1)
        if (last === undefined) return count
        // Said once, with what was asked for: an event for each step would fill the audit log.
        const body = { flowId: flowId ?? null, levels: levels ?? null, from: from ?? null, to: to ?? null }
        const audit = count === 0 ? [purgedDraft(caller, 'logs.purged', clock.now(), body, filter.namespace)] : []
        await committer.commit({ guards: [], writes: [{ kind: 'logs-delete', positions }], audit })
        count += positions.length
        after = last
      }
    },
  }
}

function endedSearch({ filter, search }: PurgeExecutions): ExecutionSearch {
  const { states, from, to } = filter
  return {
    ...search,
    states: { values: states === undefined ? ENDED : states.filter(isTerminated), negated: false },
    ...(from === undefined ? {} : { createdFrom: from }),
    ...(to === undefined ? {} : { endedTo: to }),
  }
}

function endedBefore({ endedAt }: Execution, to: number | undefined): boolean {
  return to === undefined || (endedAt !== null && endedAt <= to)
}

/** As many as one commit may delete: at least one, however large it is. */
function upTo(found: readonly Execution[]): readonly Execution[] {
  let taskRuns = 0
  return found.filter(({ nextSequence }, index) => {
    taskRuns += nextSequence
    return index === 0 || taskRuns <= MAX_TASK_RUNS
  })
}

function purgedDraft(
  { tenant, actor, origin }: Caller,
  action: 'executions.purged' | 'logs.purged',
  at: number,
  body: ValueMap,
  namespace?: string,
): AuditDraft {
  const target = { kind: 'execution', id: '*', ...(namespace === undefined ? {} : { namespace }) } as const
  return { tenant, at, actor, action, target, origin, body }
}
