import { parseDuration } from '../duration/duration.ts'
import type { ValueMap } from '../json/value.ts'
import { mayHoldTemplate } from '../task/properties/template-text.ts'
import type { MapReader } from './document/map-reader.ts'
import { mapValue } from './document/node.ts'
import type { Findings, Place } from './findings.ts'

const DURATIONS = {
  constant: ['interval'],
  exponential: ['interval', 'maxInterval'],
  random: ['minInterval', 'maxInterval'],
} as const

const BEHAVIORS = ['RETRY_FAILED_TASK', 'CREATE_NEW_EXECUTION'] as const

/** Reads a `retry` of a task or flow; it is kept as written (engine.md 1.6, 3.7). */
export function readRetry(reader: MapReader, findings: Findings): ValueMap {
  const type = reader.oneOf('type', ['constant', 'exponential', 'random'])
  if (type === undefined && !reader.has('type')) reader.missing('type')
  reader.oneOf('behavior', BEHAVIORS)
  reader.boolean('warningOnRetry')
  reader.allow('delayFactor')
  for (const name of ['maxAttempts', 'maxAttempt']) {
    const count = reader.integer(name)
    if (count !== undefined && count < 1) {
      findings.error(
        'FLOW_INVALID_VALUE',
        reader.placeOf(name),
        `\`${name}\` must be at least 1; here stands ${count}.`,
      )
    }
  }
  const needed: readonly string[] = type === undefined ? [] : DURATIONS[type]
  const lengths = new Map<string, number | null>()
  for (const name of [...needed, 'maxDuration']) {
    const text = reader.text(name)
    if (text === undefined && name !== 'maxDuration' && !reader.has(name)) reader.missing(name)
    if (text !== undefined) lengths.set(name, checkDuration(text, reader.placeOf(name), `\`${name}\``, findings))
  }
  checkOrder([...needed, 'maxDuration'], lengths, reader, findings)
  reader.refuseOthers()
  return mapValue(reader.map)
}

/** Each duration must be shorter than the ones that follow it. */
function checkOrder(
  names: readonly string[],
  lengths: ReadonlyMap<string, number | null>,
  reader: MapReader,
  findings: Findings,
): void {
  const present = names.filter((name) => typeof lengths.get(name) === 'number')
  for (const [index, name] of present.entries()) {
    const next = present[index + 1]
    if (next === undefined || (lengths.get(name) ?? 0) < (lengths.get(next) ?? 0)) continue
    findings.error('FLOW_INVALID_VALUE', reader.placeOf(name), `\`${name}\` must be shorter than \`${next}\`.`)
  }
}

/** Reports a literal that is no duration; null for it and for expressions, else milliseconds. */
export function checkDuration(text: string, place: Place, what: string, findings: Findings): number | null {
  if (mayHoldTemplate(text)) return null
  try {
    return parseDuration(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    findings.error('FLOW_INVALID_VALUE', place, `${what}: ${reason}.`)
    return null
  }
}
