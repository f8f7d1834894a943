import type { SourceRange } from '../../errors/diagnostic.ts'
import type { Value, ValueMap } from '../../json/value.ts'

/** How a scalar is written. Only plain ones have a type other than text. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded'

/** A scalar with its place. `text` is what is written, without quotes and with escapes resolved; `offset` is where it starts. */
export interface ScalarNode {
  readonly kind: 'scalar'
  readonly range: SourceRange
  readonly value: Value
  readonly text: string
  readonly style: ScalarStyle
  readonly offset: number
  readonly endOffset: number
}

export interface ListNode {
  readonly kind: 'list'
  readonly range: SourceRange
  readonly items: readonly YamlNode[]
}

/** The offset of a scalar that stands nowhere in the text: it comes from a default of the server. */
export const NOT_IN_TEXT = -1

export interface MapEntry {
  readonly key: string
  readonly keyRange: SourceRange
  readonly value: YamlNode
  /** True for what comes from a default: a member that the thing does not have is left out then, without a word. */
  readonly inherited?: true
}

export interface MapNode {
  readonly kind: 'map'
  readonly range: SourceRange
  readonly entries: readonly MapEntry[]
}

/** A node of a YAML document with its place in the text. Aliases and merge keys are already resolved. */
export type YamlNode = ScalarNode | ListNode | MapNode

/** True for a node that says nothing: absent, empty, `null` or `~`. */
export function isEmptyNode(node: YamlNode | undefined): node is undefined {
  return node === undefined || (node.kind === 'scalar' && node.value === null)
}

/** The member of a map; undefined when there is none, or the node is no map. */
export function childOf(node: YamlNode | undefined, name: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === name)?.value : undefined
}

/** Sets an own member whatever its name is, `__proto__` included. */
export function setMember(map: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true })
}

/** The plain value of a node. Members keep the order of the document, apart from names that are whole numbers. */
export function nodeValue(node: YamlNode): Value {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(nodeValue)
  return mapValue(node)
}

/** The plain value of a map. */
export function mapValue(node: MapNode): ValueMap {
  const map: Record<string, Value> = {}
  for (const entry of node.entries) setMember(map, entry.key, nodeValue(entry.value))
  return map
}

/** What a node is, in words for messages. */
export function describeNode(node: YamlNode): string {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'a map'
  if (node.value === null) return 'nothing'
  if (typeof node.value === 'boolean') return `the boolean ${node.text}`
  if (typeof node.value === 'string') return 'a text'
  return `the number ${node.text}`
}
