import { parseDuration } from '../duration/duration.ts'
import { toNumber } from '../inputs/range.ts'
import { mayHoldTemplate } from '../task/properties/template-text.ts'
import type { MapReader } from './document/map-reader.ts'
import type { Findings, Place } from './findings.ts'
import { RETRY_BEHAVIORS, type RetryPolicy } from './policies.ts'

const DURATIONS = {
  constant: ['interval'],
  exponential: ['interval', 'maxInterval'],
  random: ['minInterval', 'maxInterval'],
} as const

const DEFAULT_DELAY_FACTOR = 2

/** Reads a `retry` of a task or flow (engine.md 1.6, 3.7). Null when it cannot be used; why is reported. */
export function readRetry(reader: MapReader, findings: Findings): RetryPolicy | null {
  const type = reader.oneOf('type', ['constant', 'exponential', 'random'])
  if (type === undefined && !reader.has('type')) reader.missing('type')
  const limits = {
    behavior: reader.oneOf('behavior', RETRY_BEHAVIORS) ?? RETRY_BEHAVIORS[0],
    warningOnRetry: reader.boolean('warningOnRetry') ?? false,
    maxAttempts: readAttempts(reader, findings),
  }
  const delayFactor = type === 'exponential' ? readDelayFactor(reader, findings) : DEFAULT_DELAY_FACTOR
  const needed: readonly string[] = type === undefined ? [] : DURATIONS[type]
  const lengths = new Map<string, number>()
  for (const name of [...needed, 'maxDuration']) {
    const ms = readLiteralDuration(name, reader, findings)
    if (ms === undefined && name !== 'maxDuration' && !reader.has(name)) reader.missing(name)
    if (ms !== undefined) lengths.set(name, ms)
  }
  checkOrder([...needed, 'maxDuration'], lengths, reader, findings)
  if (type === undefined) reader.allow('interval', 'minInterval', 'maxInterval', 'delayFactor')
  reader.refuseOthers()
  if (type === undefined || needed.some((name) => !lengths.has(name))) return null
  const length = (name: string): number => lengths.get(name) ?? 0
  const shared = { ...limits, maxDurationMs: lengths.get('maxDuration') ?? null }
  switch (type) {
    case 'constant':
      return { type, intervalMs: length('interval'), ...shared }
    case 'exponential':
      return { type, intervalMs: length('interval'), maxIntervalMs: length('maxInterval'), delayFactor, ...shared }
    case 'random':
      return { type, minIntervalMs: length('minInterval'), maxIntervalMs: length('maxInterval'), ...shared }
  }
}

/** `maxAttempt` is the old word for `maxAttempts`. */
function readAttempts(reader: MapReader, findings: Findings): number | null {
  const [count, old] = ['maxAttempts', 'maxAttempt'].map((name) => {
    const found = reader.integer(name)
    if (found === undefined || found >= 1) return found
    findings.error('FLOW_INVALID_VALUE', reader.placeOf(name), `\`${name}\` must be at least 1; here stands ${found}.`)
    return undefined
  })
  if (reader.has('maxAttempt')) {
    const message = '`maxAttempt` is the old word for `maxAttempts`.'
    findings.warning('PROPERTY_DEPRECATED', reader.placeOf('maxAttempt'), message, 'Write `maxAttempts`.')
  }
  return count ?? old ?? null
}

function readDelayFactor(reader: MapReader, findings: Findings): number {
  const written = reader.value('delayFactor')
  if (written === undefined) return DEFAULT_DELAY_FACTOR
  const factor = toNumber(written)
  if (factor !== null && factor > 0) return factor
  findings.error('FLOW_INVALID_VALUE', reader.placeOf('delayFactor'), '`delayFactor` must be a number above 0.')
  return DEFAULT_DELAY_FACTOR
}

/** Each duration must be shorter than the ones that follow it. */
function checkOrder(
  names: readonly string[],
  lengths: ReadonlyMap<string, number>,
  reader: MapReader,
  findings: Findings,
): void {
  const present = names.filter((name) => lengths.has(name))
  for (const [index, name] of present.entries()) {
    const next = present[index + 1]
    if (next === undefined || (lengths.get(name) ?? 0) < (lengths.get(next) ?? 0)) continue
    findings.error('FLOW_INVALID_VALUE', reader.placeOf(name), `\`${name}\` must be shorter than \`${next}\`.`)
  }
}

/** A duration that is known before the flow runs, in milliseconds; undefined when it is absent, or wrong and reported. */
export function readLiteralDuration(name: string, reader: MapReader, findings: Findings): number | undefined {
  const text = reader.text(name)
  if (text === undefined) return undefined
  if (mayHoldTemplate(text)) {
    const message = `\`${name}\` must be a duration as it is: an expression is not rendered here.`
    findings.error('FLOW_INVALID_VALUE', reader.placeOf(name), message, 'Write ISO-8601, such as PT30S.')
    return undefined
  }
  return checkDuration(text, reader.placeOf(name), `\`${name}\``, findings) ?? undefined
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
