import { isList, isMap, parseJson, type Value, type ValueMap } from '@countersign/plugin-sdk'

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] as const
const METRICS = ['counter', 'timer', 'gauge'] as const

/** A measurement that a program reports; a timer is in milliseconds. */
interface ReportedMetric {
  readonly name: string
  readonly type: (typeof METRICS)[number]
  readonly value: number
  readonly tags: Readonly<Record<string, string>>
}

/** What a program tells by a line `::{...}::`. */
export interface OutputLine {
  readonly outputs: ValueMap
  readonly metrics: readonly ReportedMetric[]
  readonly logs: readonly { readonly level: (typeof LEVELS)[number]; readonly message: string }[]
}

/** Reads a line `::{"outputs": {...}, "metrics": [...], "logs": [...]}::`; undefined when it is a line like any other. */
export function parseOutputLine(line: string): OutputLine | undefined {
  const json = /^::(\{.*\})::$/.exec(line.trim())?.[1]
  const value = json === undefined ? undefined : parse(json)
  if (value === undefined || !isMap(value)) return undefined
  return {
    outputs: mapOf(value.outputs),
    metrics: list(value.metrics).flatMap((one) => metricOf(one) ?? []),
    logs: list(value.logs).flatMap((one) => (isMap(one) ? [logOf(one)] : [])),
  }
}

function metricOf(value: Value): ReportedMetric | undefined {
  if (!isMap(value) || typeof value.name !== 'string') return undefined
  const type = METRICS.find((known) => known === value.type)
  const amount = Number(value.value)
  if (type === undefined || !Number.isFinite(amount)) return undefined
  const tags = mapOf(value.tags)
  return {
    name: value.name,
    type,
    // Programs report seconds, as they do to Kestra.
    value: type === 'timer' ? amount * 1_000 : amount,
    tags: Object.fromEntries(Object.entries(tags).map(([name, tag]) => [name, String(tag)])),
  }
}

function logOf(value: ValueMap) {
  const level = LEVELS.find((known) => known === String(value.level).toUpperCase()) ?? 'INFO'
  return { level, message: typeof value.message === 'string' ? value.message : '' }
}

function list(value: Value | undefined): readonly Value[] {
  return value !== undefined && isList(value) ? value : []
}

function mapOf(value: Value | undefined): ValueMap {
  return value !== undefined && isMap(value) ? value : {}
}

function parse(json: string): Value | undefined {
  try {
    return parseJson(json)
  } catch {
    return undefined
  }
}
