import type { ExecutionStore, Plan, PlanNode, WholeExecution } from '@countersign/core'
import type { FlowLibrary } from '../flows/flow-library.ts'

interface GatePorts {
  readonly executions: Pick<ExecutionStore, 'find'>
  readonly library: FlowLibrary
}

/** Task types that start other flows and may wait for them. */
const STARTERS: ReadonlySet<string> = new Set([
  'io.kestra.plugin.core.flow.Subflow',
  'io.kestra.plugin.core.flow.ForEachItem',
])

const PAUSE = 'io.kestra.plugin.core.flow.Pause'

/**
 * Ids of the tasks at or inside of a task run that wait for another flow in which a gate may stand: at the revision that ran,
 * and at the newest. A flow that cannot be told from the text (its name is an expression, it is gone) counts as one with a gate.
 */
export async function findGatesElsewhere(
  { executions, library }: GatePorts,
  { execution, taskRuns, outputs }: WholeExecution,
  plan: Plan,
  taskRunId: string,
): Promise<ReadonlySet<string>> {
  const target = taskRuns.find((run) => run.id === taskRunId)
  const node = target === undefined ? undefined : plan.nodes.get(target.taskId)
  const found = new Set<string>()
  for (const starter of node === undefined ? [] : startersIn(node)) {
    const childIds = outputs.flatMap((row) => (row.taskId === starter.task.id ? [row.outputs.executionId] : []))
    const plans = await Promise.all(childIds.map((id) => planOf(typeof id === 'string' ? id : '')))
    const ran = await Promise.all(plans.map((child) => child === null || mayHoldGate(child, new Set())))
    if (ran.includes(true) || (await startsGate(starter, new Set()))) found.add(starter.task.id)
  }
  return found

  async function planOf(childId: string): Promise<Plan | null> {
    const child = await executions.find(execution.tenant, childId)
    return child && library.revision(execution.tenant, child.namespace, child.flowId, child.flowRevision)
  }

  async function startsGate(starter: PlanNode, seen: ReadonlySet<string>): Promise<boolean> {
    const { namespace, flowId } = starter.task.properties
    if (!isPlain(namespace) || !isPlain(flowId)) return true
    const name = `${namespace}/${flowId}`
    if (seen.has(name)) return false
    const child = await library.latest(execution.tenant, namespace, flowId)
    return child === null || mayHoldGate(child, new Set([...seen, name]))
  }

  async function mayHoldGate(child: Plan, seen: ReadonlySet<string>): Promise<boolean> {
    const nodes = [...child.nodes.values()]
    if (nodes.some(({ type }) => type?.type === PAUSE)) return true
    const answers = await Promise.all(nodes.filter(isStarter).map((starter) => startsGate(starter, seen)))
    return answers.includes(true)
  }
}

function startersIn(node: PlanNode): readonly PlanNode[] {
  const inside = [...node.branches.values()].flat().flatMap(startersIn)
  return isStarter(node) ? [node, ...inside] : inside
}

/** One that does not wait passes no gate: the flow went on beside it. */
function isStarter({ type, task }: PlanNode): boolean {
  return type !== null && STARTERS.has(type.type) && task.properties.wait !== false
}

function isPlain(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('{')
}
