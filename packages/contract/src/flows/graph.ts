import * as z from 'zod'
import { taskRunSchema } from '../executions/execution.ts'
import { taskForExecutionSchema } from './flow.ts'

const relationTypeSchema = z.enum([
  'SEQUENTIAL',
  'CHOICE',
  'ERROR',
  'FINALLY',
  'AFTER_EXECUTION',
  'PARALLEL',
  'DYNAMIC',
])

/** A box of a drawing. `type` is Kestra's name for what it is: a task, or a point where a cluster begins or ends. */
const graphNodeSchema = z
  .object({
    uid: z.string(),
    type: z.string(),
    task: taskForExecutionSchema.optional(),
    taskRun: taskRunSchema.optional(),
    values: z.array(z.string()).optional(),
    relationType: relationTypeSchema.optional(),
  })
  .meta({ id: 'GraphNode' })

const graphEdgeSchema = z
  .object({
    source: z.string(),
    target: z.string(),
    relation: z.object({ relationType: relationTypeSchema.optional(), value: z.string().optional() }),
  })
  .meta({ id: 'GraphEdge' })

const graphClusterSchema = z
  .object({
    cluster: z.object({ uid: z.string(), type: z.string() }),
    nodes: z.array(z.string()),
    parents: z.array(z.string()),
    start: z.string(),
    end: z.string(),
  })
  .meta({ id: 'GraphCluster' })

/** A flow, or one execution of it, as a drawing (api.md 2.7, observed/api.md F 66b). */
export const flowGraphSchema = z
  .object({
    nodes: z.array(graphNodeSchema),
    edges: z.array(graphEdgeSchema),
    clusters: z.array(graphClusterSchema),
  })
  .meta({ id: 'FlowGraph' })

export type WireFlowGraph = z.output<typeof flowGraphSchema>
