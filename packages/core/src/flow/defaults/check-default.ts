import type { TaskCatalogue, TaskType } from '../../task/task-type.ts'
import { didYouMean } from '../did-you-mean.ts'
import type { PluginDefault } from '../policies.ts'

/** Members that every task may have, whatever its type (engine.md 1.3). */
const COMMON_TASK_MEMBERS = [
  'id',
  'type',
  'description',
  'disabled',
  'runIf',
  'timeout',
  'retry',
  'allowFailure',
  'allowWarning',
  'logLevel',
  'logToFile',
  'workerGroup',
  'version',
  'taskCache',
  'assets',
] as const

/** A value of a default that can never be used. */
export interface DefaultProblem {
  readonly name: string
  readonly message: string
  readonly hint?: string | undefined
}

/**
 * Names that the type of a default does not have, and values that say nothing. A type that is only the beginning of types,
 * or is not known, is not looked at: it may hold anything (engine.md 1.5).
 */
export function defaultProblems({ type, values }: PluginDefault, catalogue: TaskCatalogue): readonly DefaultProblem[] {
  const known = catalogue.find(type)
  const names = known === undefined ? null : memberNames(known)
  return Object.entries(values).flatMap(([name, value]): readonly DefaultProblem[] => {
    if (value === null) return [{ name, message: `The default of \`${name}\` must have a value.` }]
    if (names === null || names.includes(name)) return []
    return [{ name, message: `\`${type}\` has no property \`${name}\`.`, hint: didYouMean(name, names) }]
  })
}

function memberNames(type: TaskType): readonly string[] {
  const own = Object.keys(type.properties)
  return [
    ...COMMON_TASK_MEMBERS,
    ...own,
    ...(type.kind === 'flowable' ? [...type.branches, 'onResume', 'onPause'] : []),
  ]
}
