import type { Flow, Task } from './flow.ts'
import { PAUSE_TYPE } from './flowable-rules.ts'
import type { TaskReading } from './read-task.ts'

const CORE = 'io.kestra.plugin.core'

/** Types whose children in `tasks` do not run one after another. */
const SIDE_BY_SIDE: ReadonlySet<string> = new Set(
  ['Parallel', 'Dag', 'EachParallel'].map((name) => `${CORE}.flow.${name}`),
)

type Lists = Pick<Flow, 'tasks' | 'errors' | 'afterExecution'>

/**
 * Warns about tasks that can never run, because the one before them always ends the list, and about gates that cannot wait,
 * because the execution has ended already.
 */
export function lintReach(flow: Lists, reading: TaskReading): void {
  const { findings } = reading
  const places = new Map(reading.tasks.map(({ task, path, map }) => [task, { path, range: map.range }]))
  const placeOf = (task: Task) => places.get(task) ?? { path: task.id, range: null }

  function lintList(tasks: readonly Task[]): void {
    const enabled = tasks.filter((task) => !task.disabled)
    const end = enabled.findIndex(alwaysEnds)
    const [last, next] = [enabled[end], enabled[end + 1]]
    if (end >= 0 && last !== undefined && next !== undefined) {
      const what = last.type === `${CORE}.execution.Fail` ? 'always fails' : 'always ends the execution'
      const message = `\`${next.id}\` can never run: \`${last.id}\` before it ${what}.`
      findings.warning('TASK_UNREACHABLE', placeOf(next), message, `Give \`${last.id}\` a condition, or \`runIf\`.`)
    }
  }

  function lintTask(task: Task): void {
    const { tasks, ...others } = task.branches
    for (const [name, children] of Object.entries(others)) if (name !== 'finally') lintList(children)
    for (const children of Object.values(task.cases ?? {})) lintList(children)
    if (tasks !== undefined && !SIDE_BY_SIDE.has(task.type)) lintList(tasks)
  }

  lintList(flow.tasks)
  lintList(flow.errors)
  for (const { task } of reading.tasks) lintTask(task)
  for (const task of flow.afterExecution.flatMap(withInner)) {
    if (task.type !== PAUSE_TYPE || task.disabled) continue
    const message = `\`${task.id}\` cannot wait for an answer: in \`afterExecution\` the execution has ended, so that it fails.`
    findings.warning('PAUSE_CANNOT_WAIT', placeOf(task), message, 'Put the gate into `tasks` or `finally`.')
  }
}

/** True for tasks after which nothing of their list runs, whatever happens. */
function alwaysEnds(task: Task): boolean {
  if (task.runIf !== undefined) return false
  if (task.type === `${CORE}.execution.Exit`) return true
  return task.type === `${CORE}.execution.Fail` && task.properties.condition === undefined && !task.allowFailure
}

function withInner(task: Task): readonly Task[] {
  const inner = [...Object.values(task.branches), ...Object.values(task.cases ?? {})]
  return [task, ...inner.flatMap((tasks) => tasks.flatMap(withInner))]
}
