import { type Execution, type ExecutionSearch, type ExecutionStore, isAppError } from '@countersign/core'
import { BulkRefusal } from '../../app/bulk-refusal.ts'
import { toExecutionSearch } from './search-executions.ts'

/** One kind of bulk call (api.md 1.9). */
export interface BulkAction {
  /** Words of the refusal, which clients of Kestra know. */
  readonly refusal: string
  /** Why this one cannot be done; null when it can. */
  readonly obstacle: (execution: Execution) => string | null
  /** Looks closer at each, once none stands in the way: what it throws refuses the whole call, with nothing done. */
  readonly check?: (execution: Execution) => Promise<void>
  readonly act: (execution: Execution) => Promise<unknown>
}

interface BulkCall {
  readonly executions: ExecutionStore
  readonly call: { readonly tenant: string; readonly permit: (namespace: string) => void }
}

/** Changes that go on at the same time: they share commits. */
const AT_ONCE = 256
const PAGE_SIZE = 1_000

/**
 * Does it to each of these executions, or to none of them: one that is unknown or stands in the way refuses the call. An id
 * that is named twice counts twice and is done once (observed/api.md E49).
 *
 * @throws BulkRefusal
 */
export async function actOnIds(
  bulk: BulkCall,
  ids: readonly string[],
  action: BulkAction,
): Promise<{ readonly count: number }> {
  const unique = [...new Set(ids)]
  const found = await inGroups(unique, (id) => bulk.executions.find(bulk.call.tenant, id))
  const unknown = unique.filter((_id, index) => found[index] === null)
  const known = found.filter((execution) => execution !== null)
  await actOn(bulk, known, unknown, action)
  return { count: ids.length }
}

/**
 * Does it to every execution that the filters of query and body both match.
 * @throws BulkRefusal; AppError REQUEST_INVALID, REQUEST_MALFORMED
 */
export async function actOnMatching(
  bulk: BulkCall,
  source: { readonly query: Readonly<Record<string, unknown>>; readonly body: unknown; readonly now: number },
  action: BulkAction,
): Promise<{ readonly count: number }> {
  const search = toExecutionSearch({ ...source, combineAll: true })
  const matching = search === null ? [] : await allOf(bulk, search)
  await actOn(bulk, matching, [], action)
  return { count: matching.length }
}

async function actOn(
  { call }: BulkCall,
  executions: readonly Execution[],
  unknown: readonly string[],
  action: BulkAction,
): Promise<void> {
  for (const { namespace } of executions) call.permit(namespace)
  const obstacles = [
    ...unknown.map((id) => ({ id, message: 'execution not found' })),
    ...executions.flatMap((execution) => {
      const message = action.obstacle(execution)
      return message === null ? [] : [{ id: execution.id, message }]
    }),
  ]
  if (obstacles.length > 0) throw new BulkRefusal(action.refusal, obstacles)
  const { check } = action
  if (check !== undefined) await inGroups(executions, check)
  const failures = await inGroups(executions, async (execution) => {
    try {
      await action.act(execution)
      return null
    } catch (error) {
      if (!isAppError(error) || error.category === 'internal') throw error
      return { id: execution.id, message: error.message }
    }
  })
  // Somebody was faster with some of them: that is said, not counted as done.
  const late = failures.filter((failure) => failure !== null)
  if (late.length > 0) {
    const done = executions.length - late.length
    throw new BulkRefusal(`${action.refusal}: ${done} were done, ${late.length} changed meanwhile`, late)
  }
}

/** All of a search, fixed before anything is changed. */
async function allOf({ executions, call }: BulkCall, search: ExecutionSearch): Promise<readonly Execution[]> {
  const found: Execution[] = []
  for (let page = 1; ; page += 1) {
    const { items, total } = await executions.search(call.tenant, search, {
      page,
      size: PAGE_SIZE,
      sort: [{ field: 'id', descending: false }],
    })
    found.push(...items)
    if (items.length < PAGE_SIZE || found.length >= total) return found
  }
}

async function inGroups<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<readonly U[]> {
  const results: U[] = []
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))))
  }
  return results
}
