import type { ValueMap } from '../json/value.ts'
import type { PropertyProblem } from '../task/properties/property-builder.ts'
import type { Property, PropertyShape } from '../task/property.ts'
import type { MapReader } from './document/map-reader.ts'
import type { YamlNode } from './document/node.ts'
import { type Findings, memberPath } from './findings.ts'

/** Reports literals that a task will never accept, at the place of the value itself. Absent members were reported before. */
export function checkProperties(shape: PropertyShape, raw: ValueMap, reader: MapReader, findings: Findings): void {
  for (const [name, property] of Object.entries(shape)) {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined
    if (value === undefined || !canCheck(property)) continue
    for (const problem of property.problems(value, name)) {
      const place = {
        path: memberPath(reader.path, name) + problem.path.slice(name.length),
        range: rangeAt(reader, problem.path),
      }
      findings.error('TASK_PROPERTY_INVALID', place, problem.message)
    }
  }
}

/** Properties made by the builders can be checked before anything is rendered; hand-written ones are checked when they run. */
function canCheck(
  property: Property<unknown>,
): property is Property<unknown> & { problems(raw: unknown, path: string): readonly PropertyProblem[] } {
  return 'problems' in property && typeof property.problems === 'function'
}

/** The place of a path such as `options.port` or `conditions[1]`; of the nearest thing around it that exists. */
function rangeAt(reader: MapReader, path: string) {
  let node: YamlNode = reader.map
  for (const step of path.split(/\.|(?=\[)/)) {
    const next = childOf(node, step)
    if (next === undefined) break
    node = next
  }
  return node.range
}

function childOf(node: YamlNode, step: string): YamlNode | undefined {
  if (node.kind === 'map') return node.entries.find((entry) => entry.key === step)?.value
  const index = /^\[([0-9]+)\]$/.exec(step)?.[1]
  return node.kind === 'list' && index !== undefined ? node.items[Number(index)] : undefined
}
