import { createScope, type Scope, type ScopeValue } from '@countersign/expression'
import type { Value, ValueMap } from '../../json/value.ts'
import { askData } from './data-question.ts'
import type { ContextInput } from './facts.ts'

/** One task run's outputs, as rows and as the answer to the question `outputs`. */
export interface OutputsRow {
  readonly taskRunId: string
  readonly path: readonly string[]
  readonly outputs: ValueMap
}

/**
 * `outputs`: by task id, nested by the loop values on the way (engine.md 3.12). A task's outputs are loaded when they are read.
 * A task without outputs is not there (observed: `outputs.a is defined` of a SKIPPED task is false).
 */
export function outputsView(input: ContextInput): Scope {
  const known = new Map<string, ScopeValue | undefined>()
  const read = (taskId: string): ScopeValue | undefined => {
    if (!known.has(taskId)) known.set(taskId, nest(rowsOf(input, taskId)))
    return known.get(taskId)
  }
  return createScope({
    get: read,
    has: (taskId) => input.plan.nodes.has(taskId) && read(taskId) !== undefined,
    keys: () => taskIds(input).filter((taskId) => read(taskId) !== undefined),
  })
}

function taskIds({ facts, answers }: ContextInput): readonly string[] {
  const known = facts.taskIdsWithOutputs()
  if (known !== undefined) return known
  const asked = askData(answers, 'outputTasks', [])
  return Array.isArray(asked) ? asked.map(String) : []
}

/** The outputs of all task runs of a task, loaded when need be. */
export function rowsOf({ facts, answers, plan }: ContextInput, taskId: string): readonly OutputsRow[] {
  if (!plan.nodes.has(taskId)) return []
  const loaded = facts.outputsOf(taskId)
  if (loaded !== undefined) return loaded
  const asked = askData(answers, 'outputs', [taskId])
  return Array.isArray(asked) ? asked.map(rowFromAnswer) : []
}

/** The engine answers `outputs` with a list of these maps; anything else would be a bug there. */
function rowFromAnswer(value: Value): OutputsRow {
  return value as unknown as OutputsRow
}

function nest(rows: readonly OutputsRow[]): ScopeValue | undefined {
  if (rows.length === 0) return undefined
  return rows.reduce<ValueMap>(
    (all, { path, outputs }) =>
      merge(
        all,
        path.reduceRight((inner: ValueMap, key) => ({ [key]: inner }), outputs),
      ),
    {},
  )
}

/** Deep merge of maps; anything else is replaced by the later one. */
function merge(first: ValueMap, second: ValueMap): ValueMap {
  const merged: Record<string, Value> = { ...first }
  for (const [key, value] of Object.entries(second)) {
    const before = Object.hasOwn(merged, key) ? merged[key] : undefined
    merged[key] = isMap(before) && isMap(value) ? merge(before, value) : value
  }
  return merged
}

function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
