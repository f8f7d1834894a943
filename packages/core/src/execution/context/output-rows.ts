import type { Value, ValueMap } from '../../json/value.ts'
import { askData } from './data-question.ts'
import type { ContextInput } from './facts.ts'

/** One task run's outputs, as rows and as the answer to the question `outputs`. */
export interface OutputsRow {
  readonly taskRunId: string
  readonly path: readonly string[]
  readonly outputs: ValueMap
}

/** Ids of the tasks with outputs. @throws PendingSignal */
export function taskIds({ facts, answers }: Pick<ContextInput, 'facts' | 'answers'>): readonly string[] {
  const known = facts.taskIdsWithOutputs()
  if (known !== undefined) return known
  const asked = askData(answers, 'outputTasks', [])
  return Array.isArray(asked) ? asked.map(String) : []
}

/** The outputs of all task runs of a task, loaded when need be. @throws PendingSignal */
export function rowsOf(
  { facts, answers, plan }: Pick<ContextInput, 'facts' | 'answers' | 'plan'>,
  taskId: string,
): readonly OutputsRow[] {
  if (!plan.nodes.has(taskId)) return []
  const loaded = facts.outputsOf(taskId)
  if (loaded !== undefined) return loaded
  const asked = askData(answers, 'outputs', [taskId])
  const answered = Array.isArray(asked) ? asked.map(rowFromAnswer) : []
  const since = facts.outputsSince?.(taskId) ?? []
  if (since.length === 0) return answered
  const replaced = new Set(since.map((row) => row.taskRunId))
  return [...answered.filter((row) => !replaced.has(row.taskRunId)), ...since]
}

/** The engine answers `outputs` with a list of these maps; anything else would be a bug there. */
function rowFromAnswer(value: Value): OutputsRow {
  return value as unknown as OutputsRow
}
