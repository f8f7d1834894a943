import type { ValueMap } from '../json/value.ts'
import type { TaskCatalogue } from '../task/task-type.ts'
import { BUILTIN_TRIGGERS } from '../trigger/types.ts'
import type { Located, MapReader } from './document/map-reader.ts'
import { mapValue } from './document/node.ts'
import type { Findings } from './findings.ts'
import type { Flow } from './flow.ts'
import { requireItems } from './read-branches.ts'
import { readInputs } from './read-inputs.ts'
import { readLabels } from './read-labels.ts'
import { readOutputs } from './read-outputs.ts'
import { readPolicies } from './read-policies.ts'
import { readTasks, type TaskReading } from './read-task.ts'
import { readTriggers } from './read-triggers.ts'

/** A flow without what names it and tells its revision. */
export type FlowBody = Omit<Flow, 'tenant' | 'namespace' | 'id' | 'revision' | 'source' | 'updatedAt'>

/** What the readers of one flow's tasks share, with nothing read yet. */
export function createTaskReading(
  findings: Findings,
  catalogue: TaskCatalogue,
  flow: TaskReading['flow'],
): TaskReading {
  return { findings, catalogue, flow, ids: [], tasks: [] }
}

/** Reads every member of a flow but its names and its revision, and refuses those that flows do not have (engine.md 1.1). */
export function readFlowBody(reader: MapReader, reading: TaskReading): FlowBody {
  const { findings } = reading
  const list = (name: string): readonly Located[] => reader.list(name) ?? []
  const description = reader.text('description')
  const labels = reader.node('labels')
  const variables = reader.child('variables')
  const main = reader.list('tasks')
  requireItems(main, 'tasks', reader, findings)
  const body: FlowBody = {
    ...(description === undefined ? {} : { description }),
    labels: labels === undefined ? [] : readLabels(labels, findings, { readOnlyAllowed: true }),
    inputs: readInputs(list('inputs'), findings, { isForm: false }),
    outputs: readOutputs(list('outputs'), findings),
    variables: variables === undefined ? ({} satisfies ValueMap) : mapValue(variables.map),
    tasks: readTasks(main ?? [], reading),
    errors: readTasks(list('errors'), reading),
    finally: readTasks(list('finally'), reading),
    afterExecution: readTasks(list('afterExecution'), reading),
    triggers: readTriggers(list('triggers'), reading.catalogue.triggers ?? BUILTIN_TRIGGERS, findings),
    disabled: reader.boolean('disabled') ?? false,
    deleted: reader.boolean('deleted') ?? false,
    ...readPolicies(reader, reading),
  }
  // The server knows names and tenant by other ways; a member `tenantId` in an exported flow is no error.
  reader.allow('id', 'namespace', 'revision', 'tenantId')
  reader.refuseOthers()
  return body
}
