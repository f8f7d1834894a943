import { isMap } from '../task/properties/value-text.ts'
import { simpleConditions } from '../trigger/conditions/registry.ts'
import { defaultProblems } from './defaults/check-default.ts'
import { createMapReader, type MapReader } from './document/map-reader.ts'
import { describeNode, mapValue, nodeValue } from './document/node.ts'
import type { Findings } from './findings.ts'
import type { Flow } from './flow.ts'
import {
  CHECK_BEHAVIORS,
  CHECK_STYLES,
  CONCURRENCY_BEHAVIORS,
  type ConcurrencyLimit,
  type CreationCheck,
  type Listener,
  type PluginDefault,
  SLA_BEHAVIORS,
  type Sla,
} from './policies.ts'
import { requireItems } from './read-branches.ts'
import { readLabels } from './read-labels.ts'
import { readLiteralDuration, readRetry } from './read-retry.ts'
import { readTasks, type TaskReading } from './read-task.ts'

/** What a flow says about its executions beside what they do. */
export type FlowPolicies = Pick<Flow, 'retry' | 'concurrency' | 'sla' | 'checks' | 'listeners' | 'pluginDefaults'>

/** Reads the policies of a flow; those that are wrong are reported and left out. */
export function readPolicies(reader: MapReader, reading: TaskReading): FlowPolicies {
  const { findings } = reading
  const retryReader = reader.child('retry')
  const retry = retryReader === undefined ? null : readRetry(retryReader, findings)
  const defaults = (name: string) =>
    readItems(name, 'A plugin default', reader, findings, (item) => readPluginDefault(item, reading))
  return {
    ...(retry === null ? {} : { retry }),
    concurrency: readConcurrency(reader, findings),
    sla: readItems('sla', 'An SLA', reader, findings, readSla),
    checks: readItems('checks', 'A check', reader, findings, readCheck),
    listeners: readListeners(reader, reading),
    pluginDefaults: [...defaults('pluginDefaults'), ...readTaskDefaults(reader, findings, defaults)],
  }
}

function readConcurrency(reader: MapReader, findings: Findings): ConcurrencyLimit | null {
  const concurrency = reader.child('concurrency')
  if (concurrency === undefined) return null
  const limit = concurrency.integer('limit')
  if (limit === undefined && !concurrency.has('limit')) concurrency.missing('limit')
  if (limit !== undefined && limit < 1) {
    const message = `\`limit\` must be at least 1; here stands ${limit}.`
    findings.error('FLOW_INVALID_VALUE', concurrency.placeOf('limit'), message)
  }
  const behavior = concurrency.oneOf('behavior', CONCURRENCY_BEHAVIORS) ?? CONCURRENCY_BEHAVIORS[0]
  concurrency.refuseOthers()
  return limit === undefined || limit < 1 ? null : { limit, behavior }
}

function readSla(item: MapReader, findings: Findings): Sla | null {
  const id = item.requiredText('id')
  const type = item.oneOf('type', ['MAX_DURATION', 'EXECUTION_ASSERTION'])
  if (type === undefined && !item.has('type')) item.missing('type')
  const behavior = item.oneOf('behavior', SLA_BEHAVIORS)
  if (behavior === undefined && !item.has('behavior')) item.missing('behavior')
  const written = item.node('labels')
  const labels = written === undefined ? [] : readLabels(written, findings, { readOnlyAllowed: false })
  const durationMs = type === 'MAX_DURATION' ? readLiteralDuration('duration', item, findings) : undefined
  if (type === 'MAX_DURATION' && !item.has('duration')) item.missing('duration')
  const assert = type === 'EXECUTION_ASSERTION' ? item.requiredText('assert') : undefined
  if (type === undefined) item.allow('duration', 'assert')
  item.refuseOthers()
  if (id === undefined || behavior === undefined) return null
  if (durationMs !== undefined) return { id, type: 'MAX_DURATION', behavior, labels, durationMs }
  return assert === undefined ? null : { id, type: 'EXECUTION_ASSERTION', behavior, labels, assert }
}

function readCheck(item: MapReader): CreationCheck | null {
  const condition = item.requiredText('condition')
  const message = item.requiredText('message')
  const style = item.oneOf('style', CHECK_STYLES) ?? 'INFO'
  const behavior = item.oneOf('behavior', CHECK_BEHAVIORS) ?? 'BLOCK_EXECUTION'
  item.refuseOthers()
  return condition === undefined || message === undefined ? null : { condition, message, style, behavior }
}

function readListeners(reader: MapReader, reading: TaskReading): readonly Listener[] {
  const { findings } = reading
  if (reader.has('listeners')) {
    const hint = 'Write `afterExecution`, with `runIf` in the place of conditions.'
    findings.warning('PROPERTY_DEPRECATED', reader.placeOf('listeners'), '`listeners` is old; it still works.', hint)
  }
  return readItems('listeners', 'A listener', reader, findings, (item) => readListener(item, reading))
}

function readListener(item: MapReader, reading: TaskReading): Listener {
  const description = item.text('description')
  const written = item.list('conditions') ?? []
  const conditions = written.map(({ node }) => nodeValue(node)).filter(isMap)
  for (const { node, path } of written.filter((condition) => condition.node.kind !== 'map')) {
    const message = `A condition is a map with \`type\`; here stands ${describeNode(node)}.`
    reading.findings.error('FLOW_WRONG_TYPE', { path, range: node.range }, message)
  }
  for (const { path, message } of simpleConditions().problems(conditions, 'conditions')) {
    reading.findings.error('FLOW_INVALID_VALUE', item.placeOf('conditions'), `${path}: ${message}`)
  }
  const tasks = item.list('tasks')
  requireItems(tasks, 'tasks', item, reading.findings)
  item.refuseOthers()
  return { ...(description === undefined ? {} : { description }), conditions, tasks: readTasks(tasks ?? [], reading) }
}

/** The old name of `pluginDefaults`. */
function readTaskDefaults(
  reader: MapReader,
  findings: Findings,
  read: (name: string) => readonly PluginDefault[],
): readonly PluginDefault[] {
  if (!reader.has('taskDefaults')) return []
  const message = '`taskDefaults` is the old name of `pluginDefaults`; it still works.'
  findings.warning('PROPERTY_DEPRECATED', reader.placeOf('taskDefaults'), message, 'Write `pluginDefaults`.')
  return read('taskDefaults')
}

function readPluginDefault(item: MapReader, { findings, catalogue }: TaskReading): PluginDefault | null {
  const type = item.requiredText('type')
  const forced = item.boolean('forced') ?? false
  const values = item.child('values')
  if (values === undefined && !item.has('values')) item.missing('values')
  item.refuseOthers()
  if (type === undefined || values === undefined) return null
  const found: PluginDefault = { type, forced, values: mapValue(values.map) }
  for (const { name, message, hint } of defaultProblems(found, catalogue)) {
    findings.error('PLUGIN_DEFAULT_INVALID', values.placeOf(name), message, hint)
  }
  return found
}

/** The items of a list of maps, without those that cannot be used. @param what names one of them, such as "A check". */
function readItems<T>(
  name: string,
  what: string,
  reader: MapReader,
  findings: Findings,
  read: (item: MapReader, findings: Findings) => T | null,
): readonly T[] {
  return (reader.list(name) ?? []).flatMap(({ node, path }) => {
    if (node.kind === 'map')
      return read(createMapReader(node, path, `this item of \`${name}\``, findings), findings) ?? []
    findings.error(
      'FLOW_WRONG_TYPE',
      { path, range: node.range },
      `${what} is a map; here stands ${describeNode(node)}.`,
    )
    return []
  })
}
