import { PAUSE_TYPE, type TaskTypeInfo } from '@countersign/core'

/** A type of task that holds others. */
interface Holder extends Pick<TaskTypeInfo, 'type'> {
  readonly branches?: readonly string[]
}

const DAG = 'io.kestra.plugin.core.flow.Dag'

/** Branches that a task may leave out, whatever its type. */
const OPTIONAL: ReadonlySet<string> = new Set(['else', 'cases', 'defaults', 'errors', 'finally'])

const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['tasks', 'List of tasks.'],
  ['then', 'Tasks for a condition that is true.'],
  ['else', 'Tasks for a condition that is false.'],
  ['cases', 'Lists of tasks by the value that they are for.'],
  ['defaults', 'Tasks for every other value. One of `cases` and `defaults` must hold a task.'],
  ['errors', 'Tasks that run after a failure in it.'],
  ['finally', 'Tasks that run at its end in any case.'],
])

/** What the same member means in types where it is another thing. */
const OWN_MEANINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [DAG]: { tasks: 'List of maps with a `task` each, and `dependsOn`: ids of tasks beside it that must have ended.' },
  [PAUSE_TYPE]: { tasks: 'Old form: tasks that run once it was answered. Put them behind the gate.' },
}

const OF_A_GATE: readonly (readonly [string, string, string])[] = [
  ['`onResume`', '', 'The form that is asked: inputs as a flow has them.'],
  ['`onPause`', '', 'One task that runs beside the waiting; flowable ones are refused.'],
]

/**
 * Rows of a table of properties (name, whether it is required, meaning) for what a task holds: its lists of tasks, and the form
 * of a gate.
 */
export function branchRows({ type, branches = [] }: Holder): readonly (readonly [string, string, string])[] {
  const gate = type === PAUSE_TYPE
  const rows = branches.map((name): readonly [string, string, string] => {
    const meaning = OWN_MEANINGS[type]?.[name] ?? MEANINGS.get(name)
    if (meaning === undefined) throw new Error(`Nothing is said about the branch \`${name}\` of ${type}`)
    return [`\`${name}\``, OPTIONAL.has(name) || gate ? '' : 'yes', meaning]
  })
  return [...(gate ? OF_A_GATE : []), ...rows]
}
