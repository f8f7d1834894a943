import { messageOf } from '../../errors/message-of.ts'
import type { Step } from '../advance/step.ts'
import type { PlanNode } from '../plan.ts'
import type { TaskRun } from '../task-run.ts'
import { beginBranch, failToBegin } from './begin.ts'
import { renderLoopValues } from './loop-values.ts'

/** Makes a loop over values RUNNING. Its values are rendered once and kept; the loop fails when they are no list. */
export function beginLoop(step: Step, run: TaskRun, { task }: PlanNode, property: 'values' | 'value'): void {
  let values: readonly string[]
  try {
    values = renderLoopValues(task.properties[property] ?? null, step.rendering(run))
  } catch (error) {
    const message = `\`${task.id}\` cannot begin: ${messageOf(error)}`
    return failToBegin(step, run, message)
  }
  step.draft.putLoopValues(run, values)
  beginBranch(step, run, 'tasks', {}, { values: values.length })
}
