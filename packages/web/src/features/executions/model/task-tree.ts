import type { TaskRun } from '@countersign/contract'

/** A task run with its depth below the flow: containers stand before their children. */
export interface TaskNode {
  readonly run: TaskRun
  readonly depth: number
}

/**
 * Task runs as a tree laid flat: each right below its parent, siblings in the order in which they came. A run whose parent
 * is not in the list stands at the top.
 */
export function taskTree(runs: readonly TaskRun[]): readonly TaskNode[] {
  const known = new Set(runs.map(({ id }) => id))
  const children = new Map<string | null, TaskRun[]>()
  for (const run of runs) {
    const parent = run.parentTaskRunId !== undefined && known.has(run.parentTaskRunId) ? run.parentTaskRunId : null
    const siblings = children.get(parent) ?? []
    siblings.push(run)
    children.set(parent, siblings)
  }
  const nodes: TaskNode[] = []
  const open = (children.get(null) ?? []).map((run) => ({ run, depth: 0 })).reverse()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node)
    const { run, depth } = node
    open.push(...(children.get(run.id) ?? []).map((child) => ({ run: child, depth: depth + 1 })).reverse())
  }
  return nodes
}

/** The task run that made an execution fail: the innermost failed one, the last of several. */
export function failedRun(runs: readonly TaskRun[]): TaskRun | null {
  const failed = runs.filter((run) => run.state.current === 'FAILED')
  const parents = new Set(failed.map((run) => run.parentTaskRunId))
  return failed.findLast((run) => !parents.has(run.id)) ?? failed.at(-1) ?? null
}
