import type { Diagnostic } from '../errors/diagnostic.ts'
import type { TaskCatalogue } from '../task/task-type.ts'
import { describeNode, type MapNode, type ScalarNode } from './document/node.ts'
import { readYaml } from './document/yaml-document.ts'
import { createFindings } from './findings.ts'
import type { Task } from './flow.ts'
import { readTasks, type TaskReading } from './read-task.ts'

/** What a document of one task holds. */
export interface ParsedTask {
  /** Null when there is any error among the diagnostics. */
  readonly task: Task | null
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads one task from YAML (or JSON) with the checks of a flow, for tasks that come into being while a flow runs. It needs no
 * `id`, for nothing refers to it (observed: te-basic).
 *
 * @example `parseTask('type: io.kestra.plugin.core.log.Log\nmessage: hello', catalogue).task?.properties`
 */
export function parseTask(source: string, catalogue: TaskCatalogue): ParsedTask {
  const findings = createFindings()
  const root = readYaml(source, findings)
  if (root === null) return { task: null, diagnostics: findings.list() }
  if (root.kind !== 'map') {
    const place = { path: '', range: root.range }
    findings.error('FLOW_WRONG_TYPE', place, `A task is a map with \`type\`; here stands ${describeNode(root)}.`)
    return { task: null, diagnostics: findings.list() }
  }
  const reading: TaskReading = { findings, catalogue, flow: { namespace: null, id: null }, ids: [], tasks: [] }
  const [task] = readTasks([{ node: withId(root), path: '' }], reading)
  return { task: findings.hasErrors() ? null : (task ?? null), diagnostics: findings.list() }
}

function withId(map: MapNode): MapNode {
  if (map.entries.some(({ key }) => key === 'id')) return map
  const value: ScalarNode = {
    kind: 'scalar',
    range: map.range,
    value: 'task',
    text: 'task',
    style: 'plain',
    offset: 0,
    endOffset: 0,
  }
  return { ...map, entries: [{ key: 'id', keyRange: map.range, value }, ...map.entries] }
}
