import type { Value, ValueMap } from '../json/value.ts'
import { createMapReader, type Located, type MapReader } from './document/map-reader.ts'
import { describeNode, mapValue, nodeValue, setMember } from './document/node.ts'
import { requireItems } from './read-branches.ts'
import { checkDuration, readRetry } from './read-retry.ts'
import { readTasks, type TaskReading, warnNotRunYet } from './read-task.ts'

type ReadMember = (reader: MapReader, name: string, reading: TaskReading) => void

/** Top-level members that are checked and stored, and that nothing acts on yet, each with its check. */
const EXTRAS: Readonly<Record<string, ReadMember>> = {
  concurrency: checkConcurrency,
  retry: (reader, name, { findings }) => {
    const retry = reader.child(name)
    if (retry !== undefined) readRetry(retry, findings)
  },
  sla: eachItem('an SLA', checkSla),
  checks: eachItem('a check', (item) => {
    item.requiredText('condition')
    item.requiredText('message')
    item.oneOf('style', ['ERROR', 'SUCCESS', 'WARNING', 'INFO'])
    item.oneOf('behavior', ['BLOCK_EXECUTION', 'FAIL_EXECUTION', 'CREATE_EXECUTION'])
    item.refuseOthers()
  }),
  pluginDefaults: eachItem('a plugin default', checkPluginDefault),
  taskDefaults: eachItem('a plugin default', checkPluginDefault),
  listeners: eachItem('a listener', (item, reading) => {
    const tasks = item.list('tasks')
    requireItems(tasks, 'tasks', item, reading.findings)
    readTasks(tasks ?? [], reading)
    item.allow('description', 'conditions')
    item.refuseOthers()
  }),
}

/** Reads the members that are stored as written. A warning says that nothing acts on them yet. */
export function readExtras(reader: MapReader, reading: TaskReading): ValueMap {
  const extras: Record<string, Value> = {}
  for (const [name, check] of Object.entries(EXTRAS)) {
    const found = reader.node(name)
    if (found === undefined) continue
    check(reader, name, reading)
    warnNotRunYet(name, reader, reading.findings)
    setMember(extras, name, nodeValue(found.node))
  }
  return extras
}

function checkConcurrency(reader: MapReader, name: string, { findings }: TaskReading): void {
  const concurrency = reader.child(name)
  if (concurrency === undefined) return
  const limit = concurrency.integer('limit')
  if (limit === undefined && !concurrency.has('limit')) concurrency.missing('limit')
  if (limit !== undefined && limit < 1) {
    findings.error(
      'FLOW_INVALID_VALUE',
      concurrency.placeOf('limit'),
      `\`limit\` must be at least 1; here stands ${limit}.`,
    )
  }
  concurrency.oneOf('behavior', ['QUEUE', 'CANCEL', 'FAIL'])
  concurrency.refuseOthers()
}

function checkSla(item: MapReader, { findings }: TaskReading): void {
  item.requiredText('id')
  const type = item.oneOf('type', ['MAX_DURATION', 'EXECUTION_ASSERTION'])
  if (type === undefined && !item.has('type')) item.missing('type')
  item.oneOf('behavior', ['FAIL', 'CANCEL', 'NONE'])
  const duration = type === 'MAX_DURATION' ? item.requiredText('duration') : item.text('duration')
  if (duration !== undefined) checkDuration(duration, item.placeOf('duration'), '`duration`', findings)
  if (type === 'EXECUTION_ASSERTION') item.requiredText('assert')
  item.allow('labels', 'assert')
  item.refuseOthers()
}

function checkPluginDefault(item: MapReader, { findings }: TaskReading): void {
  item.requiredText('type')
  item.boolean('forced')
  const values = item.child('values')
  if (values === undefined && !item.has('values')) item.missing('values')
  for (const [name, value] of Object.entries(values === undefined ? {} : mapValue(values.map))) {
    if (value !== null || values === undefined) continue
    findings.error('FLOW_INVALID_VALUE', values.placeOf(name), `The default of \`${name}\` must have a value.`)
  }
  item.refuseOthers()
}

/** A check of a list whose items are maps. */
function eachItem(what: string, check: (item: MapReader, reading: TaskReading) => void): ReadMember {
  return (reader, name, reading) => {
    for (const { node, path } of reader.list(name) ?? ([] satisfies Located[])) {
      if (node.kind === 'map') {
        check(createMapReader(node, path, `this item of \`${name}\``, reading.findings), reading)
      } else {
        const message = `${what.charAt(0).toUpperCase()}${what.slice(1)} is a map; here stands ${describeNode(node)}.`
        reading.findings.error('FLOW_WRONG_TYPE', { path, range: node.range }, message)
      }
    }
  }
}
