import type { ScopeValue } from '@countersign/expression'
import type { ValueMap } from '../../json/value.ts'
import type { TaskRun } from '../task-run.ts'
import type { ContextInput } from './facts.ts'
import { outputsOfIteration } from './iterations-view.ts'
import { openSealed } from './open-sealed.ts'
import { rowsOf } from './output-rows.ts'

/**
 * `parents`, closest first: ancestors that have a loop value or outputs, nothing else (observed: seq-nested is 0 long,
 * bas-parent-*).
 */
export function parentsOf(input: ContextInput, run: TaskRun): readonly ScopeValue[] {
  const found: ScopeValue[] = []
  for (let id = run.parentId; id !== null; ) {
    const ancestor = input.facts.findTaskRun(id)
    if (ancestor === undefined) break
    const outputs = ownOutputs(input, ancestor)
    if (ancestor.value !== null || outputs !== undefined) {
      found.push({
        ...(outputs === undefined ? {} : { outputs: openSealed(outputs, input.answers) }),
        ...(ancestor.value === null ? {} : { taskrun: { value: ancestor.value } }),
      })
    }
    id = ancestor.parentId
  }
  return found
}

function ownOutputs(input: ContextInput, ancestor: TaskRun): ValueMap | undefined {
  const inIteration = outputsOfIteration(input, ancestor)
  if (inIteration !== 'outside of loops') return inIteration
  return rowsOf(input, ancestor.taskId).find((row) => row.taskRunId === ancestor.id)?.outputs
}
