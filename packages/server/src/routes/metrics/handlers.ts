import type { Metric } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'

/** Measurements of executions. */
export function createMetricHandlers({ storage }: Pick<AppPorts, 'storage'>): ResourceHandlers<'metrics'> {
  return {
    async 'metrics.list'({ tenant, params: { executionId }, query, permit }) {
      const execution = await storage.executions.find(tenant, executionId)
      // An unknown execution has none, as it has no log lines.
      if (execution === null) return { status: 200, json: { results: [], total: 0 } }
      permit(execution.namespace)
      const { page, size, taskId, taskRunId } = query
      const found = await storage.metrics.search(tenant, {
        executionId,
        ...(taskId === undefined ? {} : { taskId }),
        ...(taskRunId === undefined ? {} : { taskRunId }),
      })
      const results = found.slice((page - 1) * size, page * size).map(presentMetric)
      return { status: 200, json: { results, total: found.length } }
    },
  }
}

function presentMetric({ at, tenant: _, ...metric }: Metric) {
  return { ...metric, timestamp: new Date(at).toISOString() }
}
