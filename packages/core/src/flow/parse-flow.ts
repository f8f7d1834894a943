import type { ExpressionEngine } from '@countersign/expression'
import type { Diagnostic } from '../errors/diagnostic.ts'
import { generatedChildren } from '../execution/flowables/generated-children.ts'
import type { TaskCatalogue } from '../task/task-type.ts'
import { checkExpressions, type KnownNames } from './check-expressions.ts'
import { collectTemplates, declaredIds } from './collect-templates.ts'
import { applyDefaults } from './defaults/apply-defaults.ts'
import { ownDefaults, serverDefaults } from './defaults/default-nodes.ts'
import { createMapReader, type MapReader } from './document/map-reader.ts'
import { childOf, describeNode, isEmptyNode, type MapNode } from './document/node.ts'
import { readYaml } from './document/yaml-document.ts'
import { createFindings, type Findings } from './findings.ts'
import type { Flow } from './flow.ts'
import { checkId, ID_RULES, RESERVED_FLOW_IDS } from './ids.ts'
import { lintPauses } from './lint-pauses.ts'
import { lintReach } from './lint-reach.ts'
import type { PluginDefault } from './policies.ts'
import { createTaskReading, type FlowBody, readFlowBody } from './read-flow-body.ts'
import type { TaskReading } from './read-task.ts'
import { createTaskOrder } from './task-order.ts'

export interface ParseFlowOptions {
  readonly tenant: string
  readonly catalogue: TaskCatalogue
  /** Defaults of the server for tasks and triggers, behind those of the flow (engine.md 1.5). */
  readonly pluginDefaults?: readonly PluginDefault[]
  /** Checks the expressions of the flow; they are not looked at when it is left out. */
  readonly expressions?: Pick<ExpressionEngine, 'analyze'>
  /** The number that the revision gets; 1 when left out. What the document says about it does not count. */
  readonly revision?: number
  /** Milliseconds since the epoch; 0 when left out. */
  readonly updatedAt?: number
}

export interface ParsedFlow {
  /** Null when there is any error among the diagnostics. */
  readonly flow: Flow | null
  /** Everything that was found, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[]
  /** As far as they could be read, also when the flow is wrong. */
  readonly namespace: string | null
  readonly id: string | null
  /** The `revision` that the document states, for telling whether it is outdated. */
  readonly statedRevision: number | null
}

/**
 * Reads a flow from YAML (or JSON) and checks everything that can be known before it runs. Every problem is reported at
 * once, with its place, a stable code and, where there is one, a way out (engine.md 1).
 */
export function parseFlow(source: string, options: ParseFlowOptions): ParsedFlow {
  const findings = createFindings()
  const root = readYaml(source, findings)
  if (root === null) return unreadable(findings)
  if (root.kind !== 'map') {
    const place = { path: '', range: root.range }
    const found = isEmptyNode(root) ? 'the document is empty' : `here stands ${describeNode(root)}`
    findings.error('FLOW_NOT_A_MAP', place, `A flow is a map with \`id\`, \`namespace\` and \`tasks\`; ${found}.`)
    return unreadable(findings)
  }
  const { catalogue } = options
  const defaults = [...ownDefaults(root), ...serverDefaults(options.pluginDefaults ?? [])]
  const filled = applyDefaults(root, defaults, catalogue)
  const reader = createMapReader(filled, '', 'a flow', findings)
  const namespace = reader.requiredText('namespace') ?? null
  const id = reader.requiredText('id') ?? null
  const reading = createTaskReading(findings, catalogue, { namespace, id })
  checkNames(namespace, id, reader, findings)
  const statedRevision = readRevision(reader, findings)
  const body = readFlowBody(reader, reading)
  checkUniqueIds(reading)
  lintPauses(reading.tasks, findings)
  lintReach(body, reading)
  if (options.expressions !== undefined) checkAllExpressions(source, filled, reading, body, options.expressions)
  const flow: Flow | null =
    namespace === null || id === null || findings.hasErrors()
      ? null
      : {
          tenant: options.tenant,
          namespace,
          id,
          revision: options.revision ?? 1,
          ...(defaults.length === 0 ? body : bodyAsWritten(root, catalogue, { namespace, id })),
          source: storedSource(source),
          updatedAt: options.updatedAt ?? 0,
        }
  return { flow, diagnostics: findings.list(), namespace, id, statedRevision }
}

/** What is stored has no defaults in it: they are applied anew for each run, see `withPluginDefaults`. */
function bodyAsWritten(root: MapNode, catalogue: TaskCatalogue, names: TaskReading['flow']): FlowBody {
  const unread = createFindings()
  return readFlowBody(createMapReader(root, '', 'a flow', unread), createTaskReading(unread, catalogue, names))
}

function unreadable(findings: Findings): ParsedFlow {
  return { flow: null, diagnostics: findings.list(), namespace: null, id: null, statedRevision: null }
}

/** The source as it is stored: a line `revision: N` at the start of a line is taken out, for the server numbers (engine.md 1.1). */
export function storedSource(source: string): string {
  return source.replace(/^revision:[ \t]*[0-9]+[ \t]*(?:\r?\n|$)/m, '')
}

function checkNames(namespace: string | null, id: string | null, reader: MapReader, findings: Findings): void {
  if (namespace !== null) checkId(namespace, ID_RULES.namespace, 'a namespace', reader.placeOf('namespace'), findings)
  if (id === null) return
  checkId(id, ID_RULES.flow, 'the id of a flow', reader.placeOf('id'), findings)
  if (RESERVED_FLOW_IDS.has(id)) {
    const message = `\`${id}\` cannot be the id of a flow: paths of the API use this word.`
    findings.error('ID_RESERVED', reader.placeOf('id'), message, 'Choose another id.')
  }
}

function readRevision(reader: MapReader, findings: Findings): number | null {
  const revision = reader.integer('revision')
  if (revision === undefined) return null
  if (revision < 1) {
    findings.error('FLOW_INVALID_VALUE', reader.placeOf('revision'), '`revision` must be at least 1, or be left out.')
  }
  return revision
}

function checkAllExpressions(
  source: string,
  root: MapNode,
  reading: TaskReading,
  body: FlowBody,
  analyzer: Pick<ExpressionEngine, 'analyze'>,
): void {
  const { findings, catalogue, tasks, ids } = reading
  const templates = collectTemplates({ root, tasks, catalogue })
  const types = new Set(tasks.map(({ task }) => task.type))
  const names: KnownNames = {
    inputs: declaredIds(childOf(root, 'inputs')),
    variables: Object.keys(body.variables),
    variablesAreFixed: !VARIABLE_SETTERS.some((type) => types.has(type)),
    tasks: ids.length === tasks.length ? [...ids.map(({ id }) => id), ...generatedTasks(tasks)] : null,
    order: createTaskOrder(body),
  }
  checkExpressions({ source, templates, names, analyzer, findings })
}

/** Tasks that change the variables of an execution. */
const VARIABLE_SETTERS = [
  'io.kestra.plugin.core.execution.SetVariables',
  'io.kestra.plugin.core.execution.UnsetVariables',
]

/** Children that tasks make of themselves, such as those of a ForEachItem, whose outputs are read by name (engine.md 4.12). */
function generatedTasks(tasks: TaskReading['tasks']): readonly string[] {
  return tasks.flatMap(({ task }) => generatedChildren(task).map(({ id }) => id))
}

/** Ids are unique over all branches of a flow, so that outputs and task runs can be told apart. */
function checkUniqueIds({ ids, tasks, findings }: TaskReading): void {
  const first = new Map<string, number>()
  const generated = new Set(generatedTasks(tasks))
  for (const { id, place } of ids) {
    if (generated.has(id)) {
      const message = `A ForEachItem makes a task called \`${id}\` of its own. Ids are unique in the whole flow.`
      findings.error('TASK_DUPLICATE_ID', place, message, 'Give this task another id.')
    }
    const line = first.get(id)
    if (line === undefined) {
      first.set(id, place.range?.line ?? 0)
      continue
    }
    const message = `Two tasks are called \`${id}\`; the other one is on line ${line}. Ids are unique in the whole flow.`
    findings.error('TASK_DUPLICATE_ID', place, message, 'Give each task an id of its own.')
  }
}
