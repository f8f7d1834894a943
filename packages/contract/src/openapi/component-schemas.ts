import * as z from 'zod'
import { WIRE_SCHEMA } from '../schema/query-value.ts'

/** A JSON Schema (draft 2020-12, as OpenAPI 3.1 takes it). */
export type JsonSchema = Readonly<Record<string, unknown>>

/** Turns zod schemas into JSON Schemas; those with an id become components and are referred to. */
export interface ComponentSchemas {
  /** The schema of what is sent (`input`) or answered (`output`). */
  toJsonSchema(schema: z.ZodType, direction: 'input' | 'output'): JsonSchema
  /** Every component met so far, by name. */
  all(): Readonly<Record<string, JsonSchema>>
}

/** Collects components over one document. Throws when two different schemas claim one id: a mistake in this package. */
export function createComponentSchemas(): ComponentSchemas {
  const components = new Map<string, JsonSchema>()

  function add(name: string, schema: JsonSchema): void {
    const known = components.get(name)
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`two different schemas are called ${name}`)
    }
    components.set(name, schema)
  }

  return {
    toJsonSchema(schema, direction) {
      const generated: unknown = z.toJSONSchema(schema, {
        io: direction,
        unrepresentable: 'any',
        override: ({ jsonSchema }) => useWireSchema(jsonSchema),
      })
      const { $schema: _, $defs, ...root } = toRecord(tidy(generated))
      for (const [name, definition] of Object.entries(toRecord($defs))) add(name, toRecord(definition))
      return root
    },
    all: () => Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Puts the documented form of a query text in place of the parser's. */
function useWireSchema(jsonSchema: Record<string, unknown>): void {
  const wire = jsonSchema[WIRE_SCHEMA]
  if (typeof wire !== 'object' || wire === null) return
  const kept = Object.fromEntries(
    Object.entries(jsonSchema).filter(([name]) => ['default', 'description', 'id'].includes(name)),
  )
  for (const name of Object.keys(jsonSchema)) delete jsonSchema[name]
  Object.assign(jsonSchema, wire, kept)
}

/**
 * References go to the components; objects stay open, because a newer server may add members; safe-integer bounds say
 * nothing.
 */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]): readonly (readonly [string, unknown])[] => {
      if (name === 'additionalProperties' && member === false) return []
      if (name === 'minimum' && member === Number.MIN_SAFE_INTEGER) return []
      if (name === 'maximum' && member === Number.MAX_SAFE_INTEGER) return []
      if (name === '$ref' && typeof member === 'string')
        return [[name, member.replace('#/$defs/', '#/components/schemas/')]]
      return [[name, tidy(member)]]
    }),
  )
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
