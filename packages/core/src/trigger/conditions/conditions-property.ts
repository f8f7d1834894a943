import { nearestName } from '../../flow/did-you-mean.ts'
import type { Value, ValueMap } from '../../json/value.ts'
import { propertyProblems } from '../../task/properties/object-property.ts'
import { createProperty, type OptionalProperty, type PropertyProblem } from '../../task/properties/property-builder.ts'
import { isList, isMap } from '../../task/properties/value-text.ts'
import { PropertyError } from '../../task/property.ts'
import type { Condition, ConditionType } from './condition-type.ts'

/** The condition types that may stand in a place. */
export interface ConditionTypes {
  /** By canonical name or alias. */
  find(type: string): ConditionType | undefined
  list(): readonly ConditionType[]
}

const ITEM = {
  type: 'object',
  properties: { type: { type: 'string' } },
  required: ['type'],
}

/** A list of conditions. They are read, not rendered: each renders its own properties when it is tested. */
export function conditionsProperty(types: ConditionTypes): OptionalProperty<readonly Condition[]> {
  return createProperty<readonly Condition[]>({
    schema: { type: 'array', items: ITEM },
    convert: (raw, _renderer, path) => {
      if (!isList(raw)) throw new PropertyError(`Property \`${path}\` must be a list of conditions.`)
      return raw.map((item, index) => readCondition(item, `${path}[${index}]`, types))
    },
    problems: (raw, path) =>
      isList(raw)
        ? raw.flatMap((item, index) => conditionProblems(item, `${path}[${index}]`, types))
        : [{ path, message: `Property \`${path}\` must be a list of conditions.` }],
  }).static()
}

/** Conditions by name, as `MultipleCondition` has them. */
export function namedConditionsProperty(types: ConditionTypes): OptionalProperty<ReadonlyMap<string, Condition>> {
  return createProperty<ReadonlyMap<string, Condition>>({
    schema: { type: 'object', additionalProperties: ITEM },
    convert: (raw, _renderer, path) => {
      if (!isMap(raw)) throw new PropertyError(`Property \`${path}\` must be a map of conditions.`)
      return new Map(
        Object.entries(raw).map(([name, item]) => [name, readCondition(item, `${path}.${name}`, types)] as const),
      )
    },
    problems: (raw, path) =>
      isMap(raw)
        ? Object.entries(raw).flatMap(([name, item]) => conditionProblems(item, `${path}.${name}`, types))
        : [{ path, message: `Property \`${path}\` must be a map of conditions.` }],
  }).static()
}

/** @throws PropertyError for what was never checked, or was saved when the types were others. */
function readCondition(raw: Value, path: string, types: ConditionTypes): Condition {
  if (!isMap(raw) || typeof raw.type !== 'string')
    throw new PropertyError(`\`${path}\` must be a condition with a \`type\`.`)
  const type = types.find(raw.type)
  if (type === undefined) throw new PropertyError(`\`${path}\`: there is no condition type \`${raw.type}\`.`)
  const properties = propertiesOf(raw)
  return { type, properties, parts: partsOf(properties.conditions ?? null, path, types) }
}

function partsOf(raw: Value, path: string, types: ConditionTypes): readonly Condition[] {
  const items = isList(raw) ? raw : isMap(raw) ? Object.values(raw) : []
  return items.map((item) => readCondition(item, path, types))
}

function conditionProblems(raw: Value, path: string, types: ConditionTypes): readonly PropertyProblem[] {
  if (!isMap(raw)) return [{ path, message: `\`${path}\` must be a condition: a map with a \`type\`.` }]
  if (typeof raw.type !== 'string') return [{ path, message: `The condition \`${path}\` needs a \`type\`.` }]
  const type = types.find(raw.type)
  if (type === undefined) return [{ path: `${path}.type`, message: unknownType(raw.type, types) }]
  return propertyProblems(type.properties, propertiesOf(raw), path)
}

function propertiesOf(raw: ValueMap): ValueMap {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => name !== 'type'))
}

function unknownType(type: string, types: ConditionTypes): string {
  const near = nearestName(
    type,
    types.list().flatMap((known) => [known.type, ...known.aliases]),
  )
  const hint = near === null ? 'Check the spelling.' : `Did you mean \`${near}\`?`
  return `There is no condition type \`${type}\` here. ${hint}`
}
