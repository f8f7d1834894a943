import { LOG_LEVELS } from '../execution/task-run.ts'
import type { Value } from '../json/value.ts'
import type { PropertyShape } from '../task/property.ts'
import type { FlowableTaskType, TaskCatalogue, TaskType } from '../task/task-type.ts'
import { checkProperties } from './check-properties.ts'
import { reportDeprecations } from './deprecations.ts'
import { nearestName } from './did-you-mean.ts'
import { createMapReader, type Located, type MapReader } from './document/map-reader.ts'
import { describeNode, type MapNode, setMember } from './document/node.ts'
import type { Findings, Place } from './findings.ts'
import type { Task } from './flow.ts'
import { flowableRules } from './flowable-rules.ts'
import { checkId, ID_RULES } from './ids.ts'
import { warnNotRunYet } from './not-run-yet.ts'
import { readBranches, type TaskBranches } from './read-branches.ts'
import { readInputs } from './read-inputs.ts'
import { readLabels } from './read-labels.ts'
import { checkDuration, readRetry } from './read-retry.ts'
import { valueBySchema } from './text-by-schema.ts'

/** What the readers of tasks share. */
export interface TaskReading {
  readonly findings: Findings
  readonly catalogue: TaskCatalogue
  /** The flow that is read, for calls of itself. */
  readonly flow: { readonly namespace: string | null; readonly id: string | null }
  /** Every id of a task, in the order of the text, also of tasks that could not be read. */
  readonly ids: { readonly id: string; readonly place: Place }[]
  /** Every task that was read, with its place. */
  readonly tasks: { readonly task: Task; readonly path: string; readonly map: MapNode }[]
}

/** Members that every task may have and that nothing acts on yet. */
const NOT_RUN_YET = ['version', 'taskCache', 'assets', 'logToFile'] as const

/** Reads one task with everything in it. Null when it cannot be used; why is reported. */
function readTask(located: Located, reading: TaskReading): Task | null {
  const { findings, catalogue } = reading
  if (located.node.kind !== 'map') {
    const message = `A task is a map with \`id\` and \`type\`; here stands ${describeNode(located.node)}.`
    findings.error('FLOW_WRONG_TYPE', { path: located.path, range: located.node.range }, message)
    return null
  }
  const reader = createMapReader(located.node, located.path, nameOf(located.node), findings)
  const id = reader.requiredText('id')
  if (id !== undefined) {
    checkId(id, ID_RULES.task, 'the id of a task', reader.placeOf('id'), findings)
    reading.ids.push({ id, place: reader.placeOf('id') })
  }
  const typeName = reader.requiredText('type')
  const found = typeName === undefined ? undefined : catalogue.find(typeName)
  const type = found?.internal === true ? undefined : found
  if (typeName !== undefined && type === undefined) reportUnknownType(typeName, reader, reading)
  const common = readCommon(reader, findings)
  if (type === undefined) return null
  if (typeName !== undefined && typeName !== type.type) {
    const message = `\`${typeName}\` is replaced by \`${type.type}\`; the old name still works.`
    findings.info('TASK_TYPE_REPLACED', reader.placeOf('type'), message)
  }
  reportDeprecations(type.type, reader, findings)
  const special = type.kind === 'flowable' ? readFlowable(type, reader, reading) : { branches: {} }
  const properties = readProperties(type, reader, findings)
  if (id === undefined) return null
  const task: Task = { id, type: type.type, ...common, properties, ...special }
  reading.tasks.push({ task, path: located.path, map: located.node })
  if (type.kind === 'flowable' && flowableRules(type.type).startsFlow === true) {
    checkRecursion(task, reader, reading)
    checkChildLabels(reader, findings)
  }
  return task
}

function nameOf(node: MapNode): string {
  const id = node.entries.find((entry) => entry.key === 'id')?.value
  return id?.kind === 'scalar' && id.text !== '' ? `task \`${id.text}\`` : 'this task'
}

type CommonMembers = Omit<
  Task,
  'id' | 'type' | 'properties' | 'branches' | 'cases' | 'onResume' | 'onPause' | 'dependsOn'
>

function readCommon(reader: MapReader, findings: Findings): CommonMembers {
  const description = reader.text('description')
  const runIf = reader.text('runIf')
  const timeout = reader.text('timeout')
  if (timeout !== undefined) checkDuration(timeout, reader.placeOf('timeout'), '`timeout`', findings)
  const retryReader = reader.child('retry')
  const retry = retryReader === undefined ? null : readRetry(retryReader, findings)
  const logLevel = reader.oneOf('logLevel', LOG_LEVELS)
  const logToFile = reader.boolean('logToFile')
  refuseWorkerGroup(reader, findings)
  warnNotRunYet(NOT_RUN_YET, reader, findings)
  return {
    ...(description === undefined ? {} : { description }),
    disabled: reader.boolean('disabled') ?? false,
    ...(runIf === undefined ? {} : { runIf }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(retry === null ? {} : { retry }),
    allowFailure: reader.boolean('allowFailure') ?? false,
    allowWarning: reader.boolean('allowWarning') ?? false,
    ...(logLevel === undefined ? {} : { logLevel }),
    ...(logToFile === undefined ? {} : { logToFile }),
  }
}

function refuseWorkerGroup(reader: MapReader, findings: Findings): void {
  const group = reader.child('workerGroup')
  if (group?.has('key') !== true) return
  const message = 'Worker groups do not exist here: every worker takes every task.'
  findings.error('FLOW_INVALID_VALUE', group.placeOf('key'), message, 'Remove `workerGroup`.')
}

interface FlowableMembers {
  readonly branches: TaskBranches['branches']
  readonly cases?: NonNullable<Task['cases']>
  readonly onResume?: NonNullable<Task['onResume']>
  readonly onPause?: Task
}

function readFlowable(type: FlowableTaskType, reader: MapReader, reading: TaskReading): FlowableMembers {
  const branches = readBranches(type, reader, reading, readTask)
  if (flowableRules(type.type).isGate !== true) return branches
  const form = reader.list('onResume')
  const onPause = reader.node('onPause')
  const asked = onPause === undefined ? null : readTask(onPause, reading)
  if (asked !== null && reading.catalogue.find(asked.type)?.kind === 'flowable') {
    const message = `\`onPause\` is one task that runs beside the gate; ${asked.type} is none.`
    reading.findings.error('TASK_CHILD_NOT_ALLOWED', reader.placeOf('onPause'), message, 'Put it before the Pause.')
  }
  return {
    ...branches,
    ...(form === undefined ? {} : { onResume: readInputs(form, reading.findings, { isForm: true }) }),
    ...(asked === null ? {} : { onPause: asked }),
  }
}

/** The properties of the type itself, as written; what is wrong with them is reported. */
function readProperties(type: TaskType, reader: MapReader, findings: Findings): Task['properties'] {
  const shape = ownShape(type)
  const raw: Record<string, Value> = {}
  for (const [name, property] of Object.entries(shape)) {
    const found = reader.node(name)
    if (found === undefined) {
      if (property.required) reader.missing(name)
      continue
    }
    setMember(raw, name, valueBySchema(found.node, property.schema))
    if (property.schema.deprecated === true) {
      findings.warning('PROPERTY_DEPRECATED', reader.placeOf(name), `\`${name}\` is deprecated; it still works.`)
    }
  }
  reader.refuseOthers()
  checkProperties(shape, raw, reader, findings)
  return raw
}

/** Properties without the members that are parsed as branches or forms, should a type list those too. */
function ownShape(type: TaskType): PropertyShape {
  if (type.kind !== 'flowable') return type.properties
  const parsed = new Set<string>([...type.branches, 'onResume', 'onPause'])
  return Object.fromEntries(Object.entries(type.properties).filter(([name]) => !parsed.has(name)))
}

/** Kestra's open edition refuses these as well unless its templates are switched on (engine.md 4.14). */
const TEMPLATE_TYPES: ReadonlySet<string> = new Set([
  'io.kestra.plugin.core.flow.Template',
  'io.kestra.core.tasks.flows.Template',
])

function reportUnknownType(name: string, reader: MapReader, { catalogue, findings }: TaskReading): void {
  if (TEMPLATE_TYPES.has(name)) {
    const message = `There are no templates, so \`${name}\` cannot be used.`
    const hint = 'Save the tasks of the template as a flow and start it with `io.kestra.plugin.core.flow.Subflow`.'
    return findings.error('TASK_UNKNOWN_TYPE', reader.placeOf('type'), message, hint)
  }
  const types = catalogue.list()
  const near =
    nearestName(
      name,
      types.flatMap((type) => [type.type, ...type.aliases]),
    ) ?? sameLastName(name, types)
  const known = near === null ? 'Check the spelling, and that the plugin is installed.' : `Did you mean \`${near}\`?`
  const reason = catalogue.explainUnknown?.(name)
  const hint = reason === undefined ? known : `${known} ${reason}`
  findings.error('TASK_UNKNOWN_TYPE', reader.placeOf('type'), `There is no task type \`${name}\`.`, hint)
}

/** The type whose last part is the same or nearly so: people leave out the package, or write it in another way. */
function sameLastName(name: string, types: readonly TaskType[]): string | null {
  const last = (type: string): string => type.slice(type.lastIndexOf('.') + 1)
  const near = nearestName(
    last(name),
    types.map((type) => last(type.type)),
  )
  return types.find((type) => last(type.type) === near)?.type ?? null
}

/** No label of the system may be given to a child (engine.md 1.2). An expression that gives all labels is checked when it runs. */
function checkChildLabels(reader: MapReader, findings: Findings): void {
  const labels = reader.node('labels')
  if (labels !== undefined && labels.node.kind !== 'scalar') readLabels(labels, findings, { readOnlyAllowed: false })
}

/** Only literal names are compared: expressions are not known before the flow runs. */
function checkRecursion(task: Task, reader: MapReader, { findings, flow }: TaskReading): void {
  const { namespace, flowId } = task.properties
  if (namespace !== flow.namespace || flowId !== flow.id || flow.id === null) return
  const message = `Task \`${task.id}\` starts flow \`${flow.namespace}.${flow.id}\`, the very flow it belongs to: it would never end.`
  findings.error('FLOW_RECURSIVE', reader.placeOf('flowId'), message)
}

/** Reads a list of tasks; those that cannot be used are left out. */
export function readTasks(items: readonly Located[], reading: TaskReading): readonly Task[] {
  return items.flatMap((item) => readTask(item, reading) ?? [])
}
