import type { SourceRange } from '../../errors/diagnostic.ts'
import type { Value } from '../../json/value.ts'
import { didYouMean } from '../did-you-mean.ts'
import { type Findings, memberPath, type Place } from '../findings.ts'
import { describeNode, isEmptyNode, type ListNode, type MapNode, nodeValue, type YamlNode } from './node.ts'

/** A node with the path that leads to it. */
export interface Located<N extends YamlNode = YamlNode> {
  readonly node: N
  readonly path: string
}

/**
 * Reads the members of one map. Every member that is asked for counts as known; `refuseOthers` reports all others. A member
 * that is empty counts as absent. Wrong kinds are reported and read as absent.
 */
export interface MapReader {
  readonly path: string
  readonly map: MapNode
  /** The place of the whole map, for problems that are about all of it. */
  readonly place: Place
  /** The place of a member's value; of the map when the member is absent. */
  placeOf(name: string): Place
  has(name: string): boolean
  node(name: string): Located | undefined
  value(name: string): Value | undefined
  text(name: string): string | undefined
  /** Like `text`, and reports when it is absent. */
  requiredText(name: string): string | undefined
  boolean(name: string): boolean | undefined
  integer(name: string): number | undefined
  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined
  list(name: string): readonly Located[] | undefined
  /** A list of texts, or one text instead of a list; empty when absent. */
  texts(name: string): readonly string[]
  child(name: string): MapReader | undefined
  missing(name: string): void
  /** Marks members as known without reading them. */
  allow(...names: readonly string[]): void
  /** Reports every member that was neither read nor allowed, apart from those that come from a default. */
  refuseOthers(alsoKnown?: Iterable<string>): void
}

/** @param what names the thing in messages, such as "task `a`". */
export function createMapReader(node: MapNode, path: string, what: string, findings: Findings): MapReader {
  const entries = new Map(node.entries.map((entry) => [entry.key, entry]))
  const known = new Set<string>()

  const placeOf = (name: string): Place => {
    const entry = entries.get(name)
    return { path: memberPath(path, name), range: entry?.value.range ?? node.range }
  }
  const find = (name: string): Located | undefined => {
    known.add(name)
    const value = entries.get(name)?.value
    return isEmptyNode(value) ? undefined : { node: value, path: memberPath(path, name) }
  }
  /** The member read by `convert`; when that gives undefined, the member has the wrong kind. */
  const read = <T>(name: string, wanted: string, convert: (node: YamlNode) => T | undefined): T | undefined => {
    const found = find(name)
    if (found === undefined) return undefined
    const value = convert(found.node)
    if (value === undefined) {
      const message = `\`${name}\` of ${what} must be ${wanted}; here stands ${describeNode(found.node)}.`
      findings.error('FLOW_WRONG_TYPE', { path: found.path, range: found.node.range }, message)
    }
    return value
  }
  const missing = (name: string): void => {
    const range = firstLineOf(entries.get(name)?.keyRange ?? node.range)
    const place = { path: memberPath(path, name), range }
    findings.error('FLOW_MISSING_PROPERTY', place, `${capital(what)} needs \`${name}\`.`)
  }
  const text = (name: string): string | undefined => read(name, 'a text', asText)

  return {
    path,
    map: node,
    place: { path, range: node.range },
    placeOf,
    missing,
    has: (name) => find(name) !== undefined,
    node: find,
    value: (name) => read(name, 'a value', nodeValue),
    text,
    requiredText: (name) => {
      if (find(name) === undefined) missing(name)
      return text(name)
    },
    boolean: (name) => read(name, 'true or false', asBoolean),
    integer: (name) => read(name, 'a whole number', asInteger),
    oneOf: (name, choices) => {
      const written = text(name)
      const chosen = choices.find((choice) => choice === written)
      if (written !== undefined && chosen === undefined) {
        const message = `\`${name}\` of ${what} must be one of ${choices.join(', ')}; here stands \`${written}\`.`
        findings.error('FLOW_INVALID_VALUE', placeOf(name), message, didYouMean(written, choices))
      }
      return chosen
    },
    list: (name) =>
      read(name, 'a list', (found) => (found.kind === 'list' ? listItems(found, memberPath(path, name)) : undefined)),
    texts: (name) => {
      const found = find(name)
      if (found === undefined) return []
      const items = found.node.kind === 'list' ? listItems(found.node, found.path) : [found]
      return items.flatMap((item) => {
        if (item.node.kind === 'scalar' && item.node.value !== null) return [item.node.text]
        const place = { path: item.path, range: item.node.range }
        findings.error(
          'FLOW_WRONG_TYPE',
          place,
          `Each of \`${name}\` must be a text; here stands ${describeNode(item.node)}.`,
        )
        return []
      })
    },
    child: (name) =>
      read(name, 'a map', (found) => {
        if (found.kind !== 'map') return undefined
        return createMapReader(found, memberPath(path, name), `\`${name}\` of ${what}`, findings)
      }),
    allow: (...names) => {
      for (const name of names) known.add(name)
    },
    refuseOthers: (alsoKnown = []) => {
      for (const name of alsoKnown) known.add(name)
      for (const entry of node.entries.filter(({ key, inherited }) => inherited !== true && !known.has(key))) {
        const message = `${capital(what)} has no property \`${entry.key}\`.`
        const hint = didYouMean(entry.key, known) ?? listOf(known)
        const place = { path: memberPath(path, entry.key), range: entry.keyRange }
        findings.error('FLOW_UNKNOWN_PROPERTY', place, message, hint)
      }
    },
  }
}

/** A plain scalar given to a text keeps its source text: `on` stays `on`, `1.50` stays `1.50` (case bas-yaml-booleans). */
function asText(node: YamlNode): string | undefined {
  return node.kind === 'scalar' ? node.text : undefined
}

function asBoolean(node: YamlNode): boolean | undefined {
  if (node.kind !== 'scalar') return undefined
  if (typeof node.value === 'boolean') return node.value
  return /^(true|false)$/i.test(node.text) ? node.text.toLowerCase() === 'true' : undefined
}

function asInteger(node: YamlNode): number | undefined {
  if (node.kind !== 'scalar') return undefined
  if (typeof node.value === 'number' && Number.isInteger(node.value)) return node.value
  return /^[-+]?[0-9]{1,15}$/.test(node.text) ? Number(node.text) : undefined
}

/** The items of a list with their paths. */
export function listItems(list: ListNode, path: string): readonly Located[] {
  return list.items.map((node, index) => ({ node, path: memberPath(path, index) }))
}

/** A range cut to its first line, so that a missing member does not underline half a document. */
function firstLineOf(range: SourceRange): SourceRange {
  if (range.line === range.endLine) return range
  return { line: range.line, column: range.column, endLine: range.line, endColumn: range.column + 1 }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function listOf(known: ReadonlySet<string>): string {
  return `Known properties: ${[...known].sort().join(', ')}.`
}
