import type { Value } from '../json/value.ts'
import { cronProblem } from './cron.ts'
import { createMapReader, type Located, type MapReader } from './document/map-reader.ts'
import { describeNode, nodeValue, setMember } from './document/node.ts'
import type { Findings } from './findings.ts'
import type { TriggerDeclaration } from './flow.ts'
import { checkId, ID_RULES } from './ids.ts'

const SCHEDULE = 'io.kestra.plugin.core.trigger.Schedule'
const ALIASES: Readonly<Record<string, string>> = {
  'io.kestra.core.models.triggers.types.Schedule': SCHEDULE,
  'io.kestra.core.models.triggers.types.Webhook': 'io.kestra.plugin.core.trigger.Webhook',
  'io.kestra.core.models.triggers.types.Flow': 'io.kestra.plugin.core.trigger.Flow',
}

/** Reads the triggers of a flow: what all have in common, and the cron of a Schedule. The rest is kept as written. */
export function readTriggers(items: readonly Located[], findings: Findings): readonly TriggerDeclaration[] {
  const seen = new Set<string>()
  return items.flatMap((item) => {
    const { node, path } = item
    if (node.kind !== 'map') {
      const message = `A trigger is a map with \`id\` and \`type\`; here stands ${describeNode(node)}.`
      findings.error('FLOW_WRONG_TYPE', { path, range: node.range }, message)
      return []
    }
    const reader = createMapReader(node, path, 'this trigger', findings)
    const trigger = readTrigger(reader, findings)
    if (trigger === null) return []
    if (seen.has(trigger.id)) {
      findings.error('TRIGGER_DUPLICATE_ID', reader.placeOf('id'), `There are two triggers \`${trigger.id}\`.`)
    }
    seen.add(trigger.id)
    return [trigger]
  })
}

function readTrigger(reader: MapReader, findings: Findings): TriggerDeclaration | null {
  const id = reader.requiredText('id')
  if (id !== undefined) checkId(id, ID_RULES.task, 'the id of a trigger', reader.placeOf('id'), findings)
  const written = reader.requiredText('type')
  const disabled = reader.boolean('disabled') ?? false
  if (id === undefined || written === undefined) return null
  const type = ALIASES[written] ?? written
  if (type === SCHEDULE) checkCron(reader, findings)
  const properties: Record<string, Value> = {}
  for (const { key, value } of reader.map.entries) {
    if (key !== 'id' && key !== 'type' && key !== 'disabled') setMember(properties, key, nodeValue(value))
  }
  return { id, type, disabled, properties }
}

function checkCron(reader: MapReader, findings: Findings): void {
  const cron = reader.requiredText('cron')
  if (cron === undefined) return
  const problem = cronProblem(cron, reader.boolean('withSeconds') ?? false)
  if (problem !== null) {
    findings.error('TRIGGER_INVALID_CRON', reader.placeOf('cron'), `\`${cron}\` is no cron expression: ${problem}.`)
  }
}
