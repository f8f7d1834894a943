import { INPUT_TYPES } from '../../inputs/declaration.ts'
import { p } from '../../task/properties/p.ts'
import type { FlowableTaskType } from '../../task/task-type.ts'

export const LOOP = 'io.kestra.plugin.core.flow.Loop'

/** The child that a Loop makes for each of its values. */
export const LOOP_ITERATION = `${LOOP}$Iteration`

const outputProperties = {
  id: p.string().mandatory().static().describe('Name of the output.'),
  type: p.enum(INPUT_TYPES).default('STRING').static().describe('Type of the output, one of the types of inputs.'),
  value: p.any().mandatory().static().describe('Rendered when an iteration has ended, with the outputs of its tasks.'),
  required: p.boolean().default(true).static().describe('Whether the iteration fails when it cannot be made.'),
  displayName: p.string().static().describe('Name for people.'),
  description: p.string().static().describe('What it is.'),
}

/** Properties of a Loop. */
export const LOOP_PROPERTIES = {
  values: p
    .any()
    .mandatory()
    .describe(
      'A list, a map, an expression that gives one, or the address of a stored file with one value a line. Tasks read theirs as `item.value`.',
    ),
  concurrencyLimit: p
    .int({ min: 0 })
    .default(0)
    .static()
    .describe('How many values are worked on at a time; 0 is no limit. The tasks of one value run one after another.'),
  transmitFailed: p
    .boolean()
    .default(true)
    .static()
    .describe(
      'Fail with the first iteration that fails. Otherwise all iterations are worked off, and the task succeeds.',
    ),
  outputs: p
    .list(p.object(outputProperties))
    .describe('What each iteration gives to tasks after the loop; read it as `outputs.<loop>.outputs`.'),
  fetchType: p
    .enum(['AUTO', 'FETCH', 'STORE'])
    .default('AUTO')
    .static()
    .describe(
      'FETCH keeps the outputs of iterations with the execution, STORE stores each as a file and keeps its address. AUTO stores when the values are of a file.',
    ),
}

const loop: FlowableTaskType = {
  kind: 'flowable',
  type: LOOP,
  aliases: [],
  title: 'Run tasks for each value, each time on their own',
  description:
    'Goes over values and runs its tasks once for each of them. Tasks see the outputs of their own iteration only, under their plain names; `errors` and `finally` belong to the iteration.',
  branches: ['tasks', 'errors', 'finally'],
  properties: LOOP_PROPERTIES,
}

const iteration: FlowableTaskType = {
  kind: 'flowable',
  type: LOOP_ITERATION,
  internal: true,
  aliases: [],
  title: 'One iteration of a Loop',
  description: 'The part of a Loop that holds its tasks.',
  branches: ['tasks', 'errors', 'finally'],
  properties: {},
}

export const LOOP_TASK_TYPES: readonly FlowableTaskType[] = [loop, iteration]
