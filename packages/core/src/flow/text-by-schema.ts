import type { Value } from '../json/value.ts'
import type { JsonSchema } from '../task/property.ts'
import { nodeValue, type ScalarNode, setMember, type YamlNode } from './document/node.ts'

/**
 * The value of a node as a property with this schema takes it: a plain scalar given to a text keeps its source text, so that
 * `format: on` is `on` and `1.50` is `1.50`; where numbers, booleans or anything may stand it keeps its type.
 */
export function valueBySchema(node: YamlNode, schema: JsonSchema): Value {
  const choices = alternatives(schema)
  if (node.kind === 'scalar') return wantsText(node, choices) ? node.text : node.value
  if (node.kind === 'list') {
    const item = firstSchema(choices, (choice) => choice.items)
    return item === undefined ? nodeValue(node) : node.items.map((child) => valueBySchema(child, item))
  }
  const map: Record<string, Value> = {}
  for (const { key, value } of node.entries) {
    const member = firstSchema(choices, (choice) => memberSchema(choice, key))
    setMember(map, key, member === undefined ? nodeValue(value) : valueBySchema(value, member))
  }
  return map
}

function wantsText(node: ScalarNode, choices: readonly JsonSchema[]): boolean {
  if (node.value === null || typeof node.value === 'string') return false
  const kinds = typeof node.value === 'boolean' ? ['boolean'] : ['number', 'integer']
  const types = choices.flatMap((choice) => (Array.isArray(choice.type) ? choice.type : [choice.type]))
  const keepsType = types.some((type) => type === undefined || kinds.includes(type))
  return !keepsType && types.includes('string')
}

/** A schema with `anyOf` or `oneOf` as the schemas that it offers. */
function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const offered = schema.anyOf ?? schema.oneOf
  return Array.isArray(offered) ? offered.filter(isSchema).flatMap(alternatives) : [schema]
}

function memberSchema(schema: JsonSchema, name: string): unknown {
  const members = schema.properties
  return isSchema(members) && Object.hasOwn(members, name) ? members[name] : schema.additionalProperties
}

function firstSchema(choices: readonly JsonSchema[], pick: (choice: JsonSchema) => unknown): JsonSchema | undefined {
  return choices.map(pick).find(isSchema)
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
