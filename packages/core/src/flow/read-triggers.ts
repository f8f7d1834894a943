import type { Value } from '../json/value.ts'
import type { PropertyShape } from '../task/property.ts'
import { triggerProblem } from '../trigger/compile-trigger.ts'
import { isZone } from '../trigger/schedule/zoned-text.ts'
import type { TriggerCatalogue, TriggerType } from '../trigger/trigger-type.ts'
import { MAX_WEBHOOK_KEY } from '../trigger/types.ts'
import { checkProperties } from './check-properties.ts'
import { cronProblem } from './cron.ts'
import { nearestName } from './did-you-mean.ts'
import { createMapReader, type Located, type MapReader } from './document/map-reader.ts'
import { describeNode, setMember } from './document/node.ts'
import type { Findings } from './findings.ts'
import type { TriggerDeclaration } from './flow.ts'
import { checkId, ID_RULES } from './ids.ts'
import { warnNotRunYet } from './not-run-yet.ts'
import { valueBySchema } from './text-by-schema.ts'

/** Properties that every trigger may have and that nothing acts on yet. */
const NOT_RUN_YET = ['logLevel', 'minLogLevel', 'logToFile', 'version'] as const

/** Reads the triggers of a flow: their types say which properties they have. What is written is kept as it is written. */
export function readTriggers(
  items: readonly Located[],
  catalogue: TriggerCatalogue,
  findings: Findings,
): readonly TriggerDeclaration[] {
  const seen = new Set<string>()
  return items.flatMap((item) => {
    const { node, path } = item
    if (node.kind !== 'map') {
      const message = `A trigger is a map with \`id\` and \`type\`; here stands ${describeNode(node)}.`
      findings.error('FLOW_WRONG_TYPE', { path, range: node.range }, message)
      return []
    }
    const reader = createMapReader(node, path, 'this trigger', findings)
    const trigger = readTrigger(reader, catalogue, findings)
    if (trigger === null) return []
    if (seen.has(trigger.id)) {
      findings.error('TRIGGER_DUPLICATE_ID', reader.placeOf('id'), `There are two triggers \`${trigger.id}\`.`)
    }
    seen.add(trigger.id)
    return [trigger]
  })
}

function readTrigger(reader: MapReader, catalogue: TriggerCatalogue, findings: Findings): TriggerDeclaration | null {
  const id = reader.requiredText('id')
  if (id !== undefined) checkId(id, ID_RULES.task, 'the id of a trigger', reader.placeOf('id'), findings)
  const written = reader.requiredText('type')
  const disabled = reader.boolean('disabled') ?? false
  const type = written === undefined ? undefined : catalogue.find(written)
  if (written !== undefined && type === undefined) reportUnknownType(written, reader, catalogue, findings)
  if (type === undefined) return null
  if (written !== type.type) {
    const message = `\`${written}\` is replaced by \`${type.type}\`; the old name still works.`
    findings.info('TASK_TYPE_REPLACED', reader.placeOf('type'), message)
  }
  warnNotRunYet(NOT_RUN_YET, reader, findings)
  const properties = readProperties(type, reader, findings)
  if (id === undefined) return null
  const declaration = { id, type: type.type, disabled, properties }
  CHECKS[type.kind]?.(reader, declaration, findings)
  const problem = findings.hasErrors() ? null : triggerProblem(declaration, type)
  if (problem !== null) findings.error('TASK_PROPERTY_INVALID', reader.place, problem)
  return declaration
}

function readProperties(type: TriggerType, reader: MapReader, findings: Findings): TriggerDeclaration['properties'] {
  const raw: Record<string, Value> = {}
  const shape: PropertyShape = type.properties
  for (const [name, property] of Object.entries(shape)) {
    const found = reader.node(name)
    if (found !== undefined) setMember(raw, name, valueBySchema(found.node, property.schema))
    else if (property.required) reader.missing(name)
  }
  const group = reader.child('workerGroup')
  if (group?.has('key') === true) {
    const message = 'Worker groups do not exist here: every worker takes every trigger.'
    findings.error('FLOW_INVALID_VALUE', group.placeOf('key'), message, 'Remove `workerGroup`.')
  }
  reader.refuseOthers()
  checkProperties(shape, raw, reader, findings)
  return raw
}

type KindCheck = (reader: MapReader, declaration: TriggerDeclaration, findings: Findings) => void

/** What no single property can tell. */
const CHECKS: Partial<Record<TriggerType['kind'], KindCheck>> = {
  schedule(reader, _declaration, findings) {
    checkCron(reader, findings)
    checkZone(reader, findings)
  },
  dates: (reader, _declaration, findings) => checkZone(reader, findings),
  webhook(reader, { properties: { key } }, findings) {
    if (typeof key !== 'string' || key.length <= MAX_WEBHOOK_KEY) return
    const message = `The key of a webhook has at most ${MAX_WEBHOOK_KEY} characters; this one has ${key.length}.`
    findings.error('FLOW_INVALID_VALUE', reader.placeOf('key'), message)
  },
  flow(reader, { properties }, findings) {
    const restricting = ['conditions', 'preconditions', 'dependsOn', 'when']
    if (restricting.some((name) => properties[name] !== undefined)) return
    const message = 'This trigger fires for every execution of every flow; conditions say which ones are meant.'
    findings.warning('TRIGGER_UNCONDITIONAL', reader.place, message, 'Add `preconditions`, or `conditions`.')
  },
}

function checkCron(reader: MapReader, findings: Findings): void {
  const cron = reader.text('cron')
  if (cron === undefined) return
  const problem = cronProblem(cron, reader.boolean('withSeconds') ?? false)
  if (problem !== null) {
    findings.error('TRIGGER_INVALID_CRON', reader.placeOf('cron'), `\`${cron}\` is no cron expression: ${problem}.`)
  }
}

function checkZone(reader: MapReader, findings: Findings): void {
  const zone = reader.text('timezone')
  if (zone === undefined || isZone(zone)) return
  const message = `There is no time zone \`${zone}\`.`
  findings.error('FLOW_INVALID_VALUE', reader.placeOf('timezone'), message, 'Write a name such as Europe/Paris or UTC.')
}

function reportUnknownType(name: string, reader: MapReader, catalogue: TriggerCatalogue, findings: Findings): void {
  const known = catalogue.list().flatMap((type) => [type.type, ...type.aliases])
  const last = (type: string): string => type.slice(type.lastIndexOf('.') + 1)
  const near = nearestName(name, known) ?? known.find((type) => last(type) === last(name)) ?? null
  const advice = near === null ? 'Check the spelling, and that the plugin is installed.' : `Did you mean \`${near}\`?`
  const reason = catalogue.explainUnknown?.(name)
  const hint = reason === undefined ? advice : `${advice} ${reason}`
  findings.error('TRIGGER_UNKNOWN_TYPE', reader.placeOf('type'), `There is no trigger type \`${name}\`.`, hint)
}
