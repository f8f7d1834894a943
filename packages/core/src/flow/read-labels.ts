import type { Label } from '../execution/execution.ts'
import { isSystemLabel, READ_ONLY_LABEL } from '../labels/labels.ts'
import { createMapReader, type Located, listItems } from './document/map-reader.ts'
import { describeNode, type YamlNode } from './document/node.ts'
import { type Findings, memberPath, type Place } from './findings.ts'

interface LabelRules {
  /** True for the labels of a flow, which may carry `system.readOnly`; no others may carry any label of the system. */
  readonly readOnlyAllowed: boolean
}

/** Reads labels written as a map or as a list of `{ key, value }` (engine.md 1.2); a value that is no text becomes its text. */
export function readLabels({ node, path }: Located, findings: Findings, rules: LabelRules): readonly Label[] {
  const labels = node.kind === 'list' ? readList(listItems(node, path), findings) : readMap(node, path, findings)
  return labels.flatMap(({ label, place }) => {
    if (!isSystemLabel(label.key) || (rules.readOnlyAllowed && label.key === READ_ONLY_LABEL)) return [label]
    const message = `The label \`${label.key}\` is reserved: labels that start with \`system.\` are set by the system.`
    findings.error('LABEL_RESERVED', place, message, 'Use another key.')
    return []
  })
}

interface ReadLabel {
  readonly label: Label
  readonly place: Place
}

function readMap(node: YamlNode, path: string, findings: Findings): readonly ReadLabel[] {
  if (node.kind !== 'map') {
    const message = `\`labels\` is a map of texts, or a list of \`{ key, value }\`; here stands ${describeNode(node)}.`
    findings.error('LABEL_INVALID', { path, range: node.range }, message)
    return []
  }
  return node.entries.flatMap(({ key, keyRange, value }) => {
    const place = { path: memberPath(path, key), range: keyRange }
    const text = labelText(value)
    if (text !== null) return [{ label: { key, value: text }, place }]
    const message = `The label \`${key}\` must be a text, a number or a boolean; here stands ${describeNode(value)}.`
    findings.error('LABEL_INVALID', { path: place.path, range: value.range }, message)
    return []
  })
}

function readList(items: readonly Located[], findings: Findings): readonly ReadLabel[] {
  return items.flatMap(({ node, path }) => {
    const place = { path, range: node.range }
    if (node.kind !== 'map') {
      findings.error(
        'LABEL_INVALID',
        place,
        `A label in a list is \`{ key, value }\`; here stands ${describeNode(node)}.`,
      )
      return []
    }
    const reader = createMapReader(node, path, 'this label', findings)
    const key = reader.requiredText('key')
    const value = reader.requiredText('value')
    reader.refuseOthers()
    return key === undefined || value === undefined ? [] : [{ label: { key, value }, place }]
  })
}

/** Null for nothing, lists and maps. */
function labelText(node: YamlNode): string | null {
  return node.kind === 'scalar' && node.value !== null ? node.text : null
}
