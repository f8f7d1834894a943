import type { TaskCatalogue } from '../../task/task-type.ts'
import { BUILTIN_TRIGGERS } from '../../trigger/types.ts'
import { childOf, isEmptyNode, type MapEntry, type MapNode, type YamlNode } from '../document/node.ts'
import type { DefaultNodes } from './default-nodes.ts'

/** Members of a flow that hold no tasks: types in them are names of defaults. */
const NOT_WALKED: ReadonlySet<string> = new Set(['pluginDefaults', 'taskDefaults'])

/**
 * A flow with its defaults filled in (engine.md 1.5): every map with a `type` gets the values of each default whose type is
 * the same, an alias of it, or what it starts with. Maps are merged member by member, lists joined with the default's items
 * first (of forced ones last).
 *
 * Of what is not forced the map itself wins, then the most exact type, then the one listed first; of what is forced the one
 * listed first wins, over everything.
 *
 * @param defaults those of the flow before those of the server.
 */
export function applyDefaults(root: MapNode, defaults: readonly DefaultNodes[], catalogue: TaskCatalogue): MapNode {
  if (defaults.length === 0) return root
  const triggers = catalogue.triggers ?? BUILTIN_TRIGGERS
  const canonical = (type: string): string => (catalogue.find(type) ?? triggers.find(type))?.type ?? type
  const exactFirst = defaults.toSorted((left, right) => right.type.length - left.type.length)
  const plain = exactFirst.filter(({ forced }) => !forced)
  const forced = defaults.filter((item) => item.forced).toReversed()

  function matching(type: string, candidates: readonly DefaultNodes[]): readonly DefaultNodes[] {
    const names = [type, canonical(type)]
    return candidates.filter(
      (item) => names.some((name) => name.startsWith(item.type)) || canonical(item.type) === names[1],
    )
  }

  function walk(node: YamlNode): YamlNode {
    if (node.kind === 'list') return { ...node, items: node.items.map(walk) }
    return node.kind === 'map' ? walkMap(node) : node
  }

  function walkMap(node: MapNode): MapNode {
    const inner = { ...node, entries: node.entries.map((entry) => ({ ...entry, value: walk(entry.value) })) }
    const type = childOf(inner, 'type')
    if (type?.kind !== 'scalar' || typeof type.value !== 'string') return inner
    const filled = matching(type.text, plain).reduce(
      (own: MapNode, item) => mergeMaps(own, item.valuesAt(type.range), 'own'),
      inner,
    )
    return matching(type.text, forced).reduce(
      (own, item) => mergeMaps(own, item.valuesAt(type.range), 'default'),
      filled,
    )
  }

  const entries = root.entries.map((entry) =>
    NOT_WALKED.has(entry.key) ? entry : { ...entry, value: walk(entry.value) },
  )
  return { ...root, entries }
}

/** @param winner whose value is taken where both have one that cannot be merged. Members keep the order of the document. */
function mergeMaps(own: MapNode, values: MapNode, winner: 'own' | 'default'): MapNode {
  const defaults = new Map(values.entries.map((entry) => [entry.key, entry]))
  const present = new Set(own.entries.map((entry) => entry.key))
  const merged = own.entries.map((entry) => {
    const other = defaults.get(entry.key)
    return other === undefined ? entry : mergeEntries(entry, other, winner)
  })
  return { ...own, entries: [...merged, ...values.entries.filter(({ key }) => !present.has(key))] }
}

function mergeEntries(own: MapEntry, other: MapEntry, winner: 'own' | 'default'): MapEntry {
  if (isEmptyNode(own.value)) return other
  if (isEmptyNode(other.value)) return own
  if (own.value.kind === 'map' && other.value.kind === 'map') {
    return { ...own, value: mergeMaps(own.value, other.value, winner) }
  }
  if (own.value.kind === 'list' && other.value.kind === 'list') {
    const [first, last] = winner === 'own' ? [other.value, own.value] : [own.value, other.value]
    return { ...own, value: { ...own.value, items: [...first.items, ...last.items] } }
  }
  return winner === 'own' ? own : other
}
