import type { SourceRange } from '../../errors/diagnostic.ts'
import type { Value } from '../../json/value.ts'
import { isList, isMap, toText } from '../../task/properties/value-text.ts'
import { childOf, type MapEntry, type MapNode, NOT_IN_TEXT, type YamlNode } from '../document/node.ts'
import type { PluginDefault } from '../policies.ts'

/** A default with its values as nodes, so that they can stand in a document and have a place there. */
export interface DefaultNodes {
  readonly type: string
  readonly forced: boolean
  /** The values for a map whose `type` stands at this place. */
  valuesAt(place: SourceRange): MapNode
}

/** The defaults that a flow declares itself, `pluginDefaults` before `taskDefaults`; those that are wrong are left out. */
export function ownDefaults(root: MapNode): readonly DefaultNodes[] {
  return ['pluginDefaults', 'taskDefaults'].flatMap((name) => {
    const list = childOf(root, name)
    return (list?.kind === 'list' ? list.items : []).flatMap((item): readonly DefaultNodes[] => {
      const type = childOf(item, 'type')
      const values = childOf(item, 'values')
      const forced = childOf(item, 'forced')
      if (type?.kind !== 'scalar' || type.text === '' || values?.kind !== 'map') return []
      const inherited = asInherited(values)
      const isForced = forced?.kind === 'scalar' && (forced.value === true || forced.text.toLowerCase() === 'true')
      return [{ type: type.text, forced: isForced, valuesAt: () => inherited }]
    })
  })
}

/** Defaults of the server. They stand nowhere in the document: what is wrong with them is told at the task they apply to. */
export function serverDefaults(defaults: readonly PluginDefault[]): readonly DefaultNodes[] {
  return defaults.map(({ type, forced, values }) => ({
    type,
    forced,
    valuesAt: (place) => ({ kind: 'map', range: place, entries: entriesOf(values, place) }),
  }))
}

/** The same map, all of whose members are known to come from a default. */
function asInherited(map: MapNode): MapNode {
  const entries = map.entries.map((entry) => ({
    ...entry,
    value: inheritedNode(entry.value),
    inherited: true as const,
  }))
  return { ...map, entries }
}

function inheritedNode(node: YamlNode): YamlNode {
  if (node.kind === 'map') return asInherited(node)
  return node.kind === 'list' ? { ...node, items: node.items.map(inheritedNode) } : node
}

function entriesOf(values: Readonly<Record<string, Value>>, range: SourceRange): readonly MapEntry[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    keyRange: range,
    value: nodeOf(value, range),
    inherited: true,
  }))
}

function nodeOf(value: Value, range: SourceRange): YamlNode {
  if (isList(value)) return { kind: 'list', range, items: value.map((item) => nodeOf(item, range)) }
  if (isMap(value)) return { kind: 'map', range, entries: entriesOf(value, range) }
  const style = typeof value === 'string' ? 'double' : 'plain'
  return { kind: 'scalar', range, value, text: toText(value), style, offset: NOT_IN_TEXT, endOffset: NOT_IN_TEXT }
}
