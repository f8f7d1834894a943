import type { ExpressionNode, MapNode } from '../syntax/ast.ts'
import type { Datum } from '../value/datum.ts'
import { inHashOrder } from '../value/java-hash-order.ts'

/** The value of a node that is the same in every rendering; undefined for others. Values are never changed, so one is enough. */
export function constantOf(node: ExpressionNode): Datum | undefined {
  if (node.kind === 'literal') return node.value
  if (node.kind === 'list') return allOf(node.items.map(constantOf))
  return node.kind === 'map' ? constantMap(node) : undefined
}

/** A map literal with these entries; Kestra makes a HashMap for it. */
export function literalMap(entries: ReadonlyMap<Datum, Datum>, count: number): ReadonlyMap<Datum, Datum> {
  return inHashOrder(entries, Math.ceil(count / 0.75))
}

function constantMap(node: MapNode): Datum | undefined {
  const keys = allOf(node.entries.map(({ key }) => constantOf(key)))
  const values = allOf(node.entries.map(({ value }) => constantOf(value)))
  if (keys === undefined || values === undefined) return undefined
  const entries = new Map(keys.map((key, index) => [key, values[index] ?? null]))
  return literalMap(entries, keys.length)
}

function allOf(values: readonly (Datum | undefined)[]): readonly Datum[] | undefined {
  return values.every((value) => value !== undefined) ? values : undefined
}
