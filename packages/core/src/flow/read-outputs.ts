import { createMapReader, type Located } from './document/map-reader.ts'
import { describeNode, nodeValue } from './document/node.ts'
import type { Findings } from './findings.ts'
import type { OutputDeclaration } from './flow.ts'
import { checkId, ID_RULES } from './ids.ts'
import { readInputType } from './read-inputs.ts'
import { valueBySchema } from './text-by-schema.ts'

/** Reads the outputs of a flow (engine.md 1.4). */
export function readOutputs(items: readonly Located[], findings: Findings): readonly OutputDeclaration[] {
  const seen = new Set<string>()
  return items.flatMap((item) => {
    const output = readOutput(item, findings)
    if (output === null) return []
    if (seen.has(output.id)) {
      const place = { path: item.path, range: item.node.range }
      findings.error('OUTPUT_DUPLICATE_ID', place, `There are two outputs \`${output.id}\`.`)
    }
    seen.add(output.id)
    return [output]
  })
}

function readOutput({ node, path }: Located, findings: Findings): OutputDeclaration | null {
  if (node.kind !== 'map') {
    const message = `An output is a map with \`id\`, \`type\` and \`value\`; here stands ${describeNode(node)}.`
    findings.error('FLOW_WRONG_TYPE', { path, range: node.range }, message)
    return null
  }
  const reader = createMapReader(node, path, 'this output', findings)
  const id = reader.requiredText('id')
  if (id !== undefined) checkId(id, ID_RULES.value, 'the id of an output', reader.placeOf('id'), findings)
  const type = readInputType(reader, 'type', findings)
  if (type === undefined && !reader.has('type')) reader.missing('type')
  const value = reader.node('value')
  if (value === undefined) reader.missing('value')
  const description = reader.text('description')
  const displayName = reader.text('displayName')
  const required = reader.boolean('required') ?? true
  reader.refuseOthers()
  if (id === undefined || type === undefined || value === undefined) return null
  return {
    id,
    type,
    value: type === 'STRING' ? valueBySchema(value.node, { type: 'string' }) : nodeValue(value.node),
    ...(description === undefined ? {} : { description }),
    ...(displayName === undefined ? {} : { displayName }),
    required,
  }
}
