import type { WireFlowGraph, TaskRun as WireTaskRun } from '@countersign/contract'
import type { FlowGraph, GraphNode, TaskRun } from '@countersign/core'
import { presentTask } from '../flows/present-flow-for-execution.ts'

/** What Kestra's clients tell the boxes of a drawing apart by: names of its classes (observed/api.md F 66b). */
const HIERARCHIES = 'io.kestra.core.models.hierarchies'
const NODE_TYPES: Readonly<Record<GraphNode['kind'], string>> = {
  task: `${HIERARCHIES}.GraphTask`,
  start: `${HIERARCHIES}.GraphClusterRoot`,
  end: `${HIERARCHIES}.GraphClusterEnd`,
  finally: `${HIERARCHIES}.GraphClusterFinally`,
  'after-execution': `${HIERARCHIES}.GraphClusterAfterExecution`,
}

const SUBFLOW = 'io.kestra.plugin.core.flow.Subflow'

/** A drawing as it is answered; `presentRun` shows the task runs in it. */
export function presentGraph(
  { nodes, edges, clusters }: FlowGraph,
  presentRun: (run: TaskRun) => WireTaskRun,
): WireFlowGraph {
  return {
    nodes: nodes.map((node) => presentNode(node, presentRun)),
    edges: edges.map(({ source, target, relation, value }) => ({
      source,
      target,
      relation: {
        ...(relation === null ? {} : { relationType: relation }),
        ...(value === null ? {} : { value }),
      },
    })),
    clusters: clusters.map(({ uid, nodes: inside, parents, start, end }) => ({
      cluster: { uid, type: `${HIERARCHIES}.GraphCluster` },
      nodes: [...inside],
      parents: [...parents],
      start,
      end,
    })),
  }
}

function presentNode(
  { uid, kind, task, taskRun, values, relation }: GraphNode,
  presentRun: (run: TaskRun) => WireTaskRun,
): WireFlowGraph['nodes'][number] {
  return {
    uid,
    type: task?.type === SUBFLOW ? `${HIERARCHIES}.SubflowGraphTask` : NODE_TYPES[kind],
    ...(task === null ? {} : { task: presentTask(task) }),
    ...(taskRun === null ? {} : { taskRun: presentRun(taskRun), values: [...values] }),
    ...(relation === null ? {} : { relationType: relation }),
  }
}
