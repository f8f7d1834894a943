import { EXECUTION_SORT_FIELDS, JSON_TYPE } from '@countersign/contract'
import { AppError, type ExecutionSearch, type FieldError, type PageQuery } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { flowNotFound } from '../flows/handlers.ts'
import { presentFlowForExecution } from '../flows/present-flow-for-execution.ts'
import { readSort } from '../shared/filters.ts'
import { findExecution } from './find-execution.ts'
import { followExecution } from './follow-execution.ts'
import { presentEvaluation } from './present-evaluation.ts'
import { toExecutionSearch } from './search-executions.ts'
import type { ExecutionWriter } from './write-execution.ts'

type ReadPorts = Pick<AppPorts, 'engine' | 'storage' | 'clock'> & { readonly writer: ExecutionWriter }
type ReadHandlers = Pick<
  ResourceHandlers<'executions'>,
  | 'executions.search'
  | 'executions.listByFlow'
  | 'executions.read'
  | 'executions.flow'
  | 'executions.flowForStart'
  | 'executions.follow'
  | 'executions.evaluate'
  | 'executions.evaluateTaskRun'
>

/** As they were created, which is how Kestra lists them when nobody asks for an order (observed F-search-plain). */
const OLDEST_FIRST = [{ field: 'state.startDate', descending: false }] as const

/** Looking at executions (api.md 3.2, 3.3, 3.6). */
export function createReadHandlers(ports: ReadPorts): ReadHandlers {
  const { engine, storage, clock, writer } = ports

  async function searched(tenant: string, search: ExecutionSearch | null, page: PageQuery) {
    const sorted = page.sort.length > 0 ? page : { ...page, sort: OLDEST_FIRST }
    const found = search === null ? { items: [], total: 0 } : await storage.executions.search(tenant, search, sorted)
    return { status: 200, type: JSON_TYPE, ...(await writer.writePage(found.items, found.total)) } as const
  }

  return {
    async 'executions.search'({ tenant, query, rawQuery }) {
      const search = toExecutionSearch({ query: rawQuery, now: clock.now() })
      return searched(tenant, search, {
        page: query.page,
        size: query.size,
        sort: readSort(query.sort, EXECUTION_SORT_FIELDS),
      })
    },
    async 'executions.listByFlow'({ tenant, query: { namespace, flowId, page, size } }) {
      const exactly = (name: string, value: string | undefined) => [
        { operator: 'EQUALS' as const, values: [needed(name, value)] },
      ]
      const search = {
        namespace: exactly('namespace', namespace),
        flowId: exactly('flowId', flowId),
        kinds: ['NORMAL' as const],
      }
      return searched(tenant, search, { page, size, sort: [] })
    },
    async 'executions.read'(call) {
      const execution = await findExecution(storage.executions, call, call.params.executionId)
      return { status: 200, type: JSON_TYPE, ...(await writer.write(execution)) }
    },
    async 'executions.flow'(call) {
      const execution = await findExecution(storage.executions, call, call.params.executionId)
      const { namespace, flowId, flowRevision: revision } = execution
      const flow = await storage.flows.find(call.tenant, namespace, flowId, { revision, allowDeleted: true })
      if (flow === null) throw flowNotFound(namespace, flowId, revision)
      return { status: 200, json: presentFlowForExecution(flow) }
    },
    async 'executions.flowForStart'({ tenant, params: { namespace, flowId }, query: { revision } }) {
      const flow = await storage.flows.find(tenant, namespace, flowId, revision === undefined ? {} : { revision })
      if (flow === null) throw flowNotFound(namespace, flowId, revision)
      return { status: 200, json: presentFlowForExecution(flow) }
    },
    async 'executions.follow'(call) {
      const { id } = await findExecution(storage.executions, call, call.params.executionId)
      return followExecution({ ...ports, tenant: call.tenant, executionId: id, signal: call.signal })
    },
    async 'executions.evaluate'(call) {
      const { id } = await findExecution(storage.executions, call, call.params.executionId)
      return { status: 200, json: presentEvaluation(await engine.evaluate(call.tenant, id, call.body.value)) }
    },
    async 'executions.evaluateTaskRun'(call) {
      const { id } = await findExecution(storage.executions, call, call.params.executionId)
      const { taskRunId } = call.params
      const evaluation = await engine.evaluate(call.tenant, id, call.body.value, taskRunId)
      return { status: 200, json: presentEvaluation(evaluation) }
    },
  }
}

/** Kestra answers 400 when one of these is missing (observed/api.md B15). */
function needed(field: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value
  const missing: FieldError = { field, code: 'missing', message: `The query parameter \`${field}\` must be given.` }
  throw new AppError('REQUEST_MALFORMED', missing.message, { fields: [missing] })
}
