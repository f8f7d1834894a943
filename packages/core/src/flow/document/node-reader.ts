import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml'
import type { SourceRange } from '../../errors/diagnostic.ts'
import type { Value } from '../../json/value.ts'
import { type Findings, memberPath } from '../findings.ts'
import type { MapEntry, MapNode, ScalarNode, ScalarStyle, YamlNode } from './node.ts'
import { plainScalarValue } from './plain-scalar.ts'

/** Bounds against documents that unfold without end: a node counts each time an alias repeats it. */
const MAX_DEPTH = 100
const MAX_NODES = 200_000

interface NodeReaderOptions {
  readonly source: string
  readonly range: (start: number, end: number) => SourceRange
  readonly findings: Findings
}

/** Turns the parser's nodes into ours: scalars typed by YAML 1.1, aliases and merge keys resolved, keys unique. */
export function createNodeReader(options: NodeReaderOptions): (node: Node | null) => YamlNode {
  const { source, range, findings } = options
  /** Anchored nodes by name, in the order of the text: an alias means the last one before it. */
  const anchors = new Map<string, Node>()
  let count = 0
  let tooComplex = false

  function emptyAt(offset: number): ScalarNode {
    const place = range(offset, offset)
    return { kind: 'scalar', range: place, value: null, text: '', style: 'plain', offset, endOffset: offset }
  }

  function read(node: Node | null, path: string, depth: number, fallbackOffset: number): YamlNode {
    if (node === null) return emptyAt(fallbackOffset)
    const [start, end] = node.range ?? [fallbackOffset, fallbackOffset]
    const place = range(start, end)
    count += 1
    if (depth > MAX_DEPTH || count > MAX_NODES) {
      if (!tooComplex) findings.error('YAML_TOO_COMPLEX', { path, range: place }, tooComplexMessage(depth))
      tooComplex = true
      return emptyAt(start)
    }
    if (isAlias(node)) return readAlias(node.source, path, depth, start, place)
    if (node.anchor !== undefined) anchors.set(node.anchor, node)
    if (isMap(node)) return { kind: 'map', range: place, entries: readEntries(node, path, depth) }
    if (isSeq(node)) {
      const items = node.items.map((item, index) => {
        // `- key: value` parts of a list are nodes; a bare pair can only stand in an ordered map, which has a tag.
        const itemNode = isPair(item) ? null : (item as Node | null)
        return read(itemNode, memberPath(path, index), depth + 1, start)
      })
      return { kind: 'list', range: place, items }
    }
    return readScalar(node as Scalar, path, place)
  }

  function readAlias(name: string, path: string, depth: number, start: number, place: SourceRange): YamlNode {
    const target = anchors.get(name)
    if (target === undefined) {
      const message = `There is no anchor \`&${name}\` before this alias.`
      findings.error('YAML_SYNTAX', { path, range: place }, message, 'Quote a text that starts with `*`.')
    }
    return read(target ?? null, path, depth + 1, start)
  }

  function readEntries(map: YAMLMap, path: string, depth: number): readonly MapEntry[] {
    const entries: MapEntry[] = []
    const merged: YamlNode[] = []
    const seen = new Map<string, SourceRange>()
    for (const pair of map.items as Pair<Node | null, Node | null>[]) {
      const key = readKey(pair.key, path)
      if (key === null) continue
      const value = read(pair.value, memberPath(path, key.text), depth + 1, key.end)
      if (key.text === '<<' && key.plain) {
        merged.push(value)
        continue
      }
      const first = seen.get(key.text)
      if (first !== undefined) {
        const place = { path: memberPath(path, key.text), range: key.range }
        const message = `The key \`${key.text}\` stands twice in this map; the first is on line ${first.line}.`
        findings.error('YAML_DUPLICATE_KEY', place, message, 'Remove one of the two.')
        continue
      }
      seen.set(key.text, key.range)
      entries.push({ key: key.text, keyRange: key.range, value })
    }
    for (const source of merged) mergeInto(entries, source)
    return entries
  }

  function readKey(
    node: Node | null,
    path: string,
  ): { text: string; plain: boolean; range: SourceRange; end: number } | null {
    if (isScalar(node)) {
      const [start, end] = node.range ?? [0, 0]
      return { text: String(node.value ?? ''), plain: node.type === 'PLAIN', range: range(start, end), end }
    }
    const [start, end] = node?.range ?? [0, 0]
    const place = { path, range: range(start, end) }
    const braces = source.slice(start - 1, start + 1) === '{{'
    const hint = braces ? 'Put quotes around an expression that starts a value: "{{ … }}".' : undefined
    findings.error('YAML_SYNTAX', place, 'A key must be a text; here stands a list or map.', hint)
    return null
  }

  function readScalar(node: Scalar, path: string, place: SourceRange): ScalarNode {
    const [start, end] = node.range ?? [0, 0]
    const text = String(node.value ?? '')
    const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain'
    const value = typedScalar(node.tag, text, style)
    if (value === undefined) {
      findings.error('YAML_TAG_UNSUPPORTED', { path, range: place }, `The tag \`${node.tag}\` is not used in flows.`)
    }
    return { kind: 'scalar', range: place, value: value ?? null, text, style, offset: start, endOffset: end }
  }

  return (node) => read(node, '', 0, 0)
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

/** Undefined for a tag that flows do not use. */
function typedScalar(tag: string | undefined, text: string, style: ScalarStyle): Value | undefined {
  if (tag === undefined) return style === 'plain' ? plainScalarValue(text) : text
  const name = tag.replace(/^tag:yaml\.org,2002:/, '')
  if (name === 'str' || name === '!') return text
  return ['int', 'float', 'bool', 'null'].includes(name) ? plainScalarValue(text) : undefined
}

/** Members of a merged map (`<<: *base`) stand behind the map's own, which win. */
function mergeInto(entries: MapEntry[], source: YamlNode): void {
  const maps: readonly YamlNode[] = source.kind === 'list' ? source.items : [source]
  for (const map of maps.filter((item): item is MapNode => item.kind === 'map')) {
    const present = new Set(entries.map((entry) => entry.key))
    entries.push(...map.entries.filter((entry) => !present.has(entry.key)))
  }
}

function tooComplexMessage(depth: number): string {
  if (depth > MAX_DEPTH) return `The document is nested more than ${MAX_DEPTH} levels deep.`
  return `The document unfolds into more than ${MAX_NODES} values.`
}
