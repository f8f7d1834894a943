import type { FlowForExecution, TaskForExecution } from '@countersign/contract'
import type { Flow, Task } from '@countersign/core'
import { presentInput } from '../shared/present-input.ts'

/**
 * A flow as somebody may see it who may run but not read it (api.md 2.6): ids and types, and the form of each Pause. Empty
 * lists are written (observed/api.md F66a).
 */
export function presentFlowForExecution(flow: Flow): FlowForExecution {
  return {
    id: flow.id,
    namespace: flow.namespace,
    revision: flow.revision,
    ...(flow.description === undefined ? {} : { description: flow.description }),
    ...(flow.inputs.length === 0 ? {} : { inputs: flow.inputs.map(presentInput) }),
    disabled: flow.disabled,
    deleted: flow.deleted,
    ...(flow.labels.length === 0 ? {} : { labels: flow.labels.map(({ key, value }) => ({ key, value })) }),
    tasks: flow.tasks.map(presentTask),
    errors: flow.errors.map(presentTask),
    afterExecution: flow.afterExecution.map(presentTask),
    triggers: flow.triggers.map(({ id, type }) => ({ id, type })),
    sla: [],
    finally: flow.finally.map(presentTask),
  }
}

/** A task without its properties, but with the form of a Pause. */
export function presentTask(task: Task): TaskForExecution {
  const isContainer = Object.keys(task.branches).length > 0 || task.cases !== undefined || task.onResume !== undefined
  return {
    id: task.id,
    type: task.type,
    ...(isContainer ? { tasks: childrenOf(task).map(presentTask) } : {}),
    ...(task.onResume === undefined ? {} : { inputs: task.onResume.map(presentInput) }),
    ...subflowOf(task),
  }
}

/** Every task inside, whichever branch it is in. */
export function childrenOf(task: Task): readonly Task[] {
  return [...Object.values(task.branches), ...Object.values(task.cases ?? {})].flatMap((tasks) => tasks ?? [])
}

function subflowOf({ properties }: Task): Pick<TaskForExecution, 'subflowId'> {
  const { namespace, flowId, revision } = properties
  if (typeof namespace !== 'string' || typeof flowId !== 'string') return {}
  return { subflowId: { namespace, flowId, ...(revision === undefined ? {} : { revision }) } }
}
