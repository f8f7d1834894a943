import { compilePlan, flowGraph } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { flowNotFound } from '../flows/handlers.ts'
import { presentGraph } from '../shared/present-graph.ts'
import { findExecution } from './find-execution.ts'
import { presentTaskRun } from './present-execution.ts'

type GraphPorts = Pick<AppPorts, 'storage' | 'catalogue' | 'facts'>

/** A drawing shows the beginning of loops; task runs beyond this many are not looked at. */
const MAX_TASK_RUNS = 2_000

/** An execution as a drawing (api.md 3.2). */
export function createGraphHandlers({
  storage: { executions, flows },
  catalogue,
  facts,
}: GraphPorts): Pick<ResourceHandlers<'executions'>, 'executions.graph'> {
  return {
    async 'executions.graph'(call) {
      const execution = await findExecution(executions, call, call.params.executionId)
      const { id, namespace, flowId, flowRevision: revision } = execution
      const flow = await flows.find(call.tenant, namespace, flowId, { revision, allowDeleted: true })
      if (flow === null) throw flowNotFound(namespace, flowId, revision)
      const taskRuns = await executions.taskRuns(id, { limit: MAX_TASK_RUNS })
      const graph = flowGraph(compilePlan(flow, catalogue), taskRuns)
      const drawn = new Set(graph.nodes.flatMap(({ taskRun }) => taskRun?.id ?? []))
      const outputs = new Map(
        (await executions.outputs(id))
          .filter((row) => drawn.has(row.taskRunId))
          .map((row) => [row.taskRunId, row.outputs]),
      )
      const context = { execution, workerId: facts.installation }
      const json = presentGraph(graph, (run) => presentTaskRun(run, outputs.get(run.id) ?? {}, context))
      return { status: 200, json }
    },
  }
}
