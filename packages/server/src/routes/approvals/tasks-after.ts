import type { Flow, Task } from '@countersign/core'
import { childrenOf } from '../flows/present-flow-for-execution.ts'

/**
 * The tasks that come after a task: those behind it in its own list, and where it is the last of them, those behind the task
 * that holds it. Empty when the flow has no such task.
 */
export function tasksAfter(flow: Flow, taskId: string): readonly Task[] {
  return within(flow.tasks, taskId) ?? []
}

function within(tasks: readonly Task[], taskId: string): readonly Task[] | null {
  for (const [index, task] of tasks.entries()) {
    const behind = tasks.slice(index + 1)
    if (task.id === taskId) return behind
    const inside = withinBranches(task, taskId)
    if (inside !== null) return inside.length > 0 ? inside : behind
  }
  return null
}

function withinBranches(task: Task, taskId: string): readonly Task[] | null {
  if (childrenOf(task).length === 0) return null
  for (const branch of [...Object.values(task.branches), ...Object.values(task.cases ?? {})]) {
    const found = within(branch ?? [], taskId)
    if (found !== null) return found
  }
  return null
}
