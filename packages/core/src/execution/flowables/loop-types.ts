import { p } from '../../task/properties/p.ts'
import type { FlowableTaskType } from '../../task/task-type.ts'
import type { PlanNode } from '../plan.ts'
import { CONCURRENT_PROPERTIES } from './concurrent-properties.ts'
import { LOOP, LOOP_TASK_TYPES } from './loop-type.ts'

const LOOP_VALUES =
  'A list, or an expression that gives one. Each value counts once; null is no value. Tasks read theirs as `taskrun.value`.'

/** Properties of a ForEach. */
export const FOR_EACH_PROPERTIES = {
  values: p.any().mandatory().describe(LOOP_VALUES),
  concurrencyLimit: p
    .int({ min: 0 })
    .default(1)
    .static()
    .describe('How many values are worked on at a time; 0 is no limit. The tasks of one value run one after another.'),
}

const forEach: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.ForEach',
  aliases: [],
  title: 'Run tasks for each value of a list',
  description: 'Goes over a list of values and runs its tasks once for each of them.',
  branches: ['tasks', 'errors', 'finally'],
  properties: FOR_EACH_PROPERTIES,
}

const eachSequential: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.EachSequential',
  aliases: ['io.kestra.core.tasks.flows.EachSequential'],
  title: 'Run tasks for each value, one after another (old form)',
  description: 'Old form of ForEach with `concurrencyLimit: 1`.',
  branches: ['tasks', 'errors', 'finally'],
  properties: { value: p.any().mandatory().describe(LOOP_VALUES) },
}

const eachParallel: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.EachParallel',
  aliases: ['io.kestra.core.tasks.flows.EachParallel'],
  title: 'Run tasks for each value, side by side (old form)',
  description:
    'Old form of ForEach with `concurrencyLimit: 0`, in which the tasks of one value do not wait for each other.',
  branches: ['tasks', 'errors', 'finally'],
  properties: { ...CONCURRENT_PROPERTIES, value: p.any().mandatory().describe(LOOP_VALUES) },
}

/** Properties of a LoopUntil that are rendered after each round. */
export const LOOP_UNTIL_PROPERTIES = {
  failOnMaxReached: p.boolean().default(false).describe('Fail when a limit of `checkFrequency` is reached.'),
  checkFrequency: p
    .group({
      interval: p.duration().default(60_000).describe('How long to wait between two rounds.'),
      maxIterations: p.int({ min: 1 }).describe('How many rounds there may be.'),
      maxDuration: p.duration().describe('For how long rounds may be repeated.'),
    })
    .describe('When to begin the next round, and when to give up.'),
}

const loopUntil: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.LoopUntil',
  aliases: ['io.kestra.plugin.core.flow.WaitFor', 'io.kestra.core.tasks.flows.WaitFor'],
  title: 'Repeat tasks until a condition holds',
  description:
    'Runs its tasks, then reads its condition, and repeats them after an interval until it holds. `iterationCount` among its outputs counts the rounds.',
  branches: ['tasks', 'errors', 'finally'],
  properties: {
    condition: p
      .any()
      .mandatory()
      .describe('Read after each round, with the `iterationCount` of the next one; ends the loop when it is true.'),
    ...LOOP_UNTIL_PROPERTIES,
  },
}

/** Task types that repeat their tasks. */
export const LOOP_TYPES: readonly FlowableTaskType[] = [
  forEach,
  eachSequential,
  eachParallel,
  loopUntil,
  ...LOOP_TASK_TYPES,
]

const VALUE_LOOPS: ReadonlySet<string> = new Set([forEach.type, eachSequential.type, eachParallel.type, LOOP])

/** True for tasks that repeat their tasks for each of several values. */
export function isValueLoop({ task }: PlanNode): boolean {
  return VALUE_LOOPS.has(task.type)
}

/** True for loops whose iterations are told apart by their number, and see nothing of each other. */
export function isNumberedLoop({ task }: PlanNode): boolean {
  return task.type === LOOP
}
