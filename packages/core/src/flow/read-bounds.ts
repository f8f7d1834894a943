import { coerceInput } from '../inputs/coerce.ts'
import type { InputDeclaration, InputType } from '../inputs/declaration.ts'
import { inputKind } from '../inputs/registry.ts'
import type { Value } from '../json/value.ts'
import type { MapReader } from './document/map-reader.ts'
import type { Findings } from './findings.ts'

const PAIRS = [
  ['min', 'max'],
  ['after', 'before'],
] as const

type Bounds = Pick<InputDeclaration, 'min' | 'max' | 'after' | 'before'>

/** Reads the bounds that a type has, and reports those that cannot be read or leave no room for any value. */
export function readBounds(type: InputType, reader: MapReader, findings: Findings): Bounds {
  const bounds: { min?: Value; max?: Value; after?: string; before?: string } = {}
  for (const [low, high] of PAIRS) {
    if (!inputKind(type).members.includes(low)) continue
    const lower = readBound(type, low, reader, findings)
    const upper = readBound(type, high, reader, findings)
    if (lower !== undefined) setBound(bounds, low, lower)
    if (upper !== undefined) setBound(bounds, high, upper)
    if (lower !== undefined && upper !== undefined && !inOrder(type, low, lower, upper)) {
      const message = `\`${low}\` lies above \`${high}\`, so that no value would be right.`
      findings.error('INPUT_BOUNDS_INVALID', reader.placeOf(low), message)
    }
  }
  return bounds
}

/** Numbers keep their value; durations, dates and times are texts. */
function readBound(
  type: InputType,
  name: 'min' | 'max' | 'after' | 'before',
  reader: MapReader,
  findings: Findings,
): Value | undefined {
  const isNumber = type === 'INT' || type === 'FLOAT'
  const value = isNumber ? reader.value(name) : reader.text(name)
  if (value === undefined) return undefined
  const result = coerceInput({ id: name, type, required: true }, value, 'shortest')
  if (result.ok) return value
  const message = `\`${name}\` is no value of type ${type}: ${result.error.message}`
  findings.error('INPUT_BOUNDS_INVALID', reader.placeOf(name), message)
  return undefined
}

function setBound(
  bounds: { min?: Value; max?: Value; after?: string; before?: string },
  name: 'min' | 'max' | 'after' | 'before',
  value: Value,
): void {
  if (name === 'min' || name === 'max') bounds[name] = value
  else bounds[name] = String(value)
}

/** The lower bound must itself be a value that the upper one allows. */
function inOrder(type: InputType, low: 'min' | 'after', lower: Value, upper: Value): boolean {
  const limit = low === 'min' ? { max: upper } : { before: String(upper) }
  return coerceInput({ id: low, type, required: true, ...limit }, lower, 'shortest').ok
}
