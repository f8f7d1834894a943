import type { TaskRun } from '../task-run.ts'

/**
 * Where the outputs of a task run are found: the values of the loops on the way to it, outermost first (engine.md 3.12). A loop whose
 * values may be equal has the numbers of its iterations instead.
 */
export function valuePath(run: TaskRun, find: (id: string) => TaskRun | undefined): readonly string[] {
  const path: string[] = []
  for (let one: TaskRun | undefined = run; one !== undefined; ) {
    const parent: TaskRun | undefined = one.parentId === null ? undefined : find(one.parentId)
    if (one.value !== null) path.unshift(parent?.progress?.numbered === true ? String(one.iteration) : one.value)
    one = parent
  }
  return path
}
