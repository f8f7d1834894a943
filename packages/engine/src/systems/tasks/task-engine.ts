import {
  type Actor,
  AppError,
  type ExecutionSearch,
  type ExecutionStore,
  type TextFilter,
  type ValueMap,
} from '@countersign/core'
import type { TaskEngine, TaskExecutionFilter } from '@countersign/plugin-sdk'
import type { Caller } from '../../client.ts'
import type { Decisions } from '../approvals/decisions.ts'
import type { NamespaceRule } from './namespace-rule.ts'
import type { Purger } from './purger.ts'
import type { Asking } from './task-kv.ts'

interface TaskEngineOptions {
  readonly executions: Pick<ExecutionStore, 'find' | 'countByFlow'>
  readonly decisions: Decisions
  readonly purger: Purger
  readonly namespaces: NamespaceRule
}

/** Makes what the tasks of an execution may do with others. */
export function createTaskEngine(options: TaskEngineOptions): (asking: Asking) => TaskEngine {
  const { executions, decisions, purger, namespaces } = options
  return ({ execution, idempotencyKey, signal }) => {
    const { tenant, namespace: own } = execution
    const caller: Caller = { tenant, actor: flowActor(execution), origin: { door: 'flow' } }

    /** No namespace at all means all of the tenant. */
    async function assertReach({ namespace }: TaskExecutionFilter): Promise<void> {
      signal.throwIfAborted()
      if (namespace !== undefined) await namespaces.assert(tenant, own, namespace)
    }

    return {
      async countExecutions(filter) {
        await assertReach(filter)
        const { from, to } = filter
        const search: ExecutionSearch = {
          ...flowFilter(filter),
          ...(filter.states === undefined ? {} : { states: { values: filter.states, negated: false } }),
          ...(from === undefined ? {} : { createdFrom: from }),
          ...(to === undefined ? {} : { createdTo: to }),
        }
        return executions.countByFlow(tenant, search)
      },
      async resumeExecution({ executionId = execution.id, namespace, flowId, inputs }) {
        signal.throwIfAborted()
        const found = await executions.find(tenant, executionId)
        const isMeant =
          found?.namespace === (namespace ?? found?.namespace) && found?.flowId === (flowId ?? found?.flowId)
        if (found === null || !isMeant)
          throw new AppError(
            'EXECUTION_NOT_FOUND',
            `There is no execution ${executionId}${flowId === undefined && namespace === undefined ? '' : ' of this flow'}`,
          )
        await namespaces.assert(tenant, own, found.namespace)
        const untyped: { readonly untyped?: ValueMap } = inputs === null ? {} : { untyped: inputs }
        await decisions.decide(caller, { address: { executionId }, inputs: null, ...untyped, idempotencyKey })
      },
      async purgeExecutions(filter) {
        await assertReach(filter)
        return purger.executions({ caller, filter, search: flowFilter(filter), signal, spared: execution.id })
      },
      async purgeLogs(filter) {
        await assertReach(filter)
        return purger.logs({ caller, filter, search: flowFilter(filter), signal })
      },
    }
  }
}

/** With a flow the namespace is the flow's; alone it stands for those below it as well (engine.md 5.3). */
function flowFilter({ namespace, flowId }: TaskExecutionFilter): Pick<ExecutionSearch, 'namespace' | 'flowId'> {
  const within: TextFilter | null =
    namespace === undefined ? null : { operator: flowId === undefined ? 'PREFIX' : 'EQUALS', values: [namespace] }
  return {
    ...(within === null ? {} : { namespace: [within] }),
    ...(flowId === undefined ? {} : { flowId: [{ operator: 'EQUALS', values: [flowId] }] }),
  }
}

/** Whom the audit log names: not a person, and not the person who started the flow. */
function flowActor({ namespace, flowId }: Asking['execution']): Actor {
  const name = `${namespace}.${flowId}`
  return { kind: 'service', id: `flow:${name}`, name: `Flow ${name}` }
}
