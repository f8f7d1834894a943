import type { WebhookExecution } from '@countersign/contract'
import { type Execution, maskSealed } from '@countersign/core'
import { executionUrl } from '../executions/present-execution.ts'
import { presentState } from '../executions/present-state.ts'

/** The reduced form in which the caller of a webhook is told of its execution (observed/api.md I81). */
export function presentWebhookExecution(execution: Execution, serverUrl: string): WebhookExecution {
  const { tenant, id, namespace, flowId, flowRevision, trigger, outputs, labels, state, histories } = execution
  return {
    tenantId: tenant,
    id,
    namespace,
    flowId,
    flowRevision,
    trigger: {
      id: trigger?.id ?? '',
      type: trigger?.type ?? '',
      variables: { ...maskSealed(trigger?.variables ?? {}) },
    },
    ...(outputs === null ? {} : { outputs: { ...maskSealed(outputs) } }),
    labels: labels.map(({ key, value }) => ({ key, value })),
    state: presentState(state, histories),
    url: executionUrl(serverUrl, execution),
  }
}
