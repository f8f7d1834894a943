import type { BulkCount } from '../executions/bulk.ts'
import type { Evaluation } from '../executions/evaluation.ts'
import type { Execution } from '../executions/execution.ts'
import type { InputsValidation } from '../executions/inputs-validation.ts'
import type { executionRoutes } from '../executions/routes.ts'
import type { FlowForExecution } from '../flows/flow.ts'
import type { WireFlowGraph } from '../flows/graph.ts'
import type { QueryInputOf } from '../route.ts'
import { clientError } from './api-error.ts'
import { againCalls, type ExecutionsAgainClient } from './executions-again-client.ts'
import { bulkCalls, type ExecutionsBulkClient } from './executions-bulk-client.ts'
import { changeCalls, type ExecutionsChangeClient } from './executions-change-client.ts'
import { type ExecutionsOverviewClient, overviewCalls } from './executions-overview-client.ts'
import { type InputValues, toInputsForm } from './input-parts.ts'
import type { PageResult } from './page-result.ts'
import { type CallOptions, pathOf, type Transport, type TransportRequest } from './transport.ts'

/** What can be asked of an execution search; `filters[...]` keys are passed on as they are. */
export type ExecutionSearchQuery = QueryInputOf<typeof executionRoutes.search>

/** Filters of a by-query call. */
export type ExecutionFilterQuery = QueryInputOf<typeof executionRoutes.resumeByQuery>

export type ExecutionCreateQuery = QueryInputOf<typeof executionRoutes.create>

/** What happened on a follow stream. `end` is the last one. */
export type ExecutionEvent =
  | { readonly kind: 'start'; readonly executionId: string }
  | { readonly kind: 'progress'; readonly execution: Execution }
  | { readonly kind: 'end'; readonly execution: Execution }

/** What of an execution is deleted with it: everything, unless told otherwise. */
interface KeptParts {
  readonly deleteLogs?: boolean
  readonly deleteMetrics?: boolean
  readonly deleteStorage?: boolean
}

/** Executions. Inputs go as multipart parts, so files are welcome; without inputs there is no body. */
export interface ExecutionsClient
  extends ExecutionsAgainClient,
    ExecutionsChangeClient,
    ExecutionsBulkClient,
    ExecutionsOverviewClient {
  create(
    namespace: string,
    flowId: string,
    request?: ExecutionCreateQuery & { readonly inputs?: InputValues },
    options?: CallOptions,
  ): Promise<Execution>
  /** What the inputs would become, without starting anything. */
  validate(
    namespace: string,
    flowId: string,
    request?: { readonly inputs?: InputValues; readonly revision?: number },
    options?: CallOptions,
  ): Promise<InputsValidation>
  search(query?: ExecutionSearchQuery, options?: CallOptions): Promise<PageResult<Execution>>
  read(executionId: string, options?: CallOptions): Promise<Execution>
  /** The flow at the revision of the execution, without source. */
  flow(executionId: string, options?: CallOptions): Promise<FlowForExecution>
  /** Its tasks with their task runs and the ways between them, to be drawn. */
  graph(executionId: string, options?: CallOptions): Promise<WireFlowGraph>
  /** The flow that could be started, without source: for people who may start but not read it. */
  flowForStart(
    namespace: string,
    flowId: string,
    options?: CallOptions & { readonly revision?: number },
  ): Promise<FlowForExecution>
  /**
   * Every change of an execution until it ends. Leaving the loop or aborting closes the connection; one that breaks before
   * the end rejects with `STREAM_LOST`.
   */
  follow(executionId: string, options?: CallOptions): AsyncGenerator<ExecutionEvent, void, void>
  /** Renders an expression with the variables of the execution, or of one task run of it. */
  evaluate(
    executionId: string,
    expression: string,
    options?: CallOptions & { readonly taskRunId?: string },
  ): Promise<Evaluation>
  /** Answers the first open request, or the one of `taskRunId`. */
  resume(
    executionId: string,
    request?: { readonly inputs?: InputValues; readonly taskRunId?: string; readonly idempotencyKey?: string },
    options?: CallOptions,
  ): Promise<void>
  validateResume(
    executionId: string,
    request?: { readonly inputs?: InputValues; readonly taskRunId?: string },
    options?: CallOptions,
  ): Promise<InputsValidation>
  resumeByIds(executionIds: readonly string[], options?: CallOptions): Promise<BulkCount>
  resumeByQuery(query: ExecutionFilterQuery, options?: CallOptions): Promise<BulkCount>
  /** The kill is on its way when this returns; `cascade` (default true) also kills the executions it started. */
  kill(executionId: string, options?: CallOptions & { readonly cascade?: boolean }): Promise<void>
  killByIds(executionIds: readonly string[], options?: CallOptions): Promise<BulkCount>
  killByQuery(query: ExecutionFilterQuery, options?: CallOptions): Promise<BulkCount>
  remove(executionId: string, options?: CallOptions & KeptParts): Promise<void>
  /** All or nothing; executions that have not ended stand in the way unless `includeNonTerminated`. */
  removeByIds(
    executionIds: readonly string[],
    options?: CallOptions & KeptParts & { readonly includeNonTerminated?: boolean },
  ): Promise<BulkCount>
  removeByQuery(
    query: ExecutionFilterQuery & KeptParts & { readonly includeNonTerminated?: boolean },
    options?: CallOptions,
  ): Promise<BulkCount>
}

const scope = 'tenant'

export function createExecutionsClient(transport: Transport): ExecutionsClient {
  return {
    ...startCalls(transport),
    ...readCalls(transport),
    ...answerCalls(transport),
    ...endCalls(transport),
    ...againCalls(transport),
    ...changeCalls(transport),
    ...bulkCalls(transport),
    ...overviewCalls(transport),
  }
}

function startCalls(transport: Transport): Pick<ExecutionsClient, 'create' | 'validate'> {
  return {
    create: (namespace, flowId, { inputs, ...query } = {}, options) =>
      transport.json({
        method: 'POST',
        scope,
        path: pathOf`/executions/${namespace}/${flowId}`,
        query,
        body: formBody(inputs),
        ...options,
      }),
    validate: (namespace, flowId, { inputs, revision } = {}, options) =>
      transport.json({
        method: 'POST',
        scope,
        path: pathOf`/executions/${namespace}/${flowId}/validate`,
        query: { revision },
        body: formBody(inputs),
        ...options,
      }),
  }
}

function readCalls(
  transport: Transport,
): Pick<ExecutionsClient, 'search' | 'read' | 'flow' | 'graph' | 'flowForStart' | 'follow' | 'evaluate'> {
  return {
    search: (query, options) => transport.json({ method: 'GET', scope, path: '/executions/search', query, ...options }),
    read: (executionId, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/executions/${executionId}`, ...options }),
    flow: (executionId, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/executions/${executionId}/flow`, ...options }),
    graph: (executionId, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/executions/${executionId}/graph`, ...options }),
    flowForStart: (namespace, flowId, { revision, ...options } = {}) =>
      transport.json({
        method: 'GET',
        scope,
        path: pathOf`/executions/flows/${namespace}/${flowId}`,
        query: { revision },
        ...options,
      }),
    follow: (executionId, options) =>
      followExecution(transport, {
        method: 'GET',
        scope,
        path: pathOf`/executions/${executionId}/follow`,
        ...options,
      }),
    evaluate: (executionId, expression, { taskRunId, ...options } = {}) =>
      transport.json({
        method: 'POST',
        scope,
        path:
          taskRunId === undefined
            ? pathOf`/executions/${executionId}/eval`
            : pathOf`/executions/${executionId}/eval/${taskRunId}`,
        body: { kind: 'text', type: 'text/plain', text: expression },
        ...options,
      }),
  }
}

function answerCalls(
  transport: Transport,
): Pick<ExecutionsClient, 'resume' | 'validateResume' | 'resumeByIds' | 'resumeByQuery'> {
  return {
    resume: (executionId, { inputs, taskRunId, idempotencyKey } = {}, options) =>
      transport.send({
        method: 'POST',
        scope,
        path: pathOf`/executions/${executionId}/resume`,
        query: { taskRunId },
        headers: { 'idempotency-key': idempotencyKey },
        body: formBody(inputs),
        ...options,
      }),
    validateResume: (executionId, { inputs, taskRunId } = {}, options) =>
      transport.json({
        method: 'POST',
        scope,
        path: pathOf`/executions/${executionId}/resume/validate`,
        query: { taskRunId },
        body: formBody(inputs),
        ...options,
      }),
    resumeByIds: (executionIds, options) =>
      transport.json({
        method: 'POST',
        scope,
        path: '/executions/resume/by-ids',
        body: { kind: 'json', value: executionIds },
        ...options,
      }),
    resumeByQuery: (query, options) =>
      transport.json({ method: 'POST', scope, path: '/executions/resume/by-query', query, ...options }),
  }
}

function endCalls(
  transport: Transport,
): Pick<ExecutionsClient, 'kill' | 'killByIds' | 'killByQuery' | 'remove' | 'removeByIds' | 'removeByQuery'> {
  return {
    kill: (executionId, { cascade, ...options } = {}) =>
      transport.send({
        method: 'DELETE',
        scope,
        path: pathOf`/executions/${executionId}/kill`,
        query: { isOnKillCascade: cascade },
        ...options,
      }),
    killByIds: (executionIds, options) =>
      transport.json({
        method: 'DELETE',
        scope,
        path: '/executions/kill/by-ids',
        body: { kind: 'json', value: executionIds },
        ...options,
      }),
    killByQuery: (query, options) =>
      transport.json({ method: 'DELETE', scope, path: '/executions/kill/by-query', query, ...options }),
    remove: (executionId, { deleteLogs, deleteMetrics, deleteStorage, ...options } = {}) =>
      transport.send({
        method: 'DELETE',
        scope,
        path: pathOf`/executions/${executionId}`,
        query: { deleteLogs, deleteMetrics, deleteStorage },
        ...options,
      }),
    removeByIds: (executionIds, { includeNonTerminated, deleteLogs, deleteMetrics, deleteStorage, ...options } = {}) =>
      transport.json({
        method: 'DELETE',
        scope,
        path: '/executions/by-ids',
        query: { includeNonTerminated, deleteLogs, deleteMetrics, deleteStorage },
        body: { kind: 'json', value: executionIds },
        ...options,
      }),
    removeByQuery: (query, options) =>
      transport.json({ method: 'DELETE', scope, path: '/executions/by-query', query, ...options }),
  }
}

function formBody(inputs: InputValues | undefined): TransportRequest['body'] {
  const form = toInputsForm(inputs)
  return form === undefined ? undefined : { kind: 'form', form }
}

async function* followExecution(
  transport: Transport,
  request: TransportRequest,
): AsyncGenerator<ExecutionEvent, void, void> {
  for await (const { kind, data } of transport.events(request)) {
    // What the stream carries under each kind is the contract of `executions.follow`.
    const execution = data as Execution
    if (kind === 'start') yield { kind, executionId: execution.id }
    else if (kind === 'progress') yield { kind, execution }
    else if (kind === 'end') {
      yield { kind, execution }
      return
    }
  }
  throw clientError('STREAM_LOST', 'The server closed the stream before the execution ended; follow again.')
}
