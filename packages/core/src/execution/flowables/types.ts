import { p } from '../../task/properties/p.ts'
import type { FlowableTaskType } from '../../task/task-type.ts'
import { CONCURRENT_PROPERTIES } from './concurrent-properties.ts'
import { FOR_EACH_ITEM_TYPES } from './for-each-item-types.ts'
import { LOOP_TYPES } from './loop-types.ts'
import { SUBFLOW_PROPERTIES } from './subflow-properties.ts'
import { workingDirectoryType } from './working-directory-type.ts'

const sequential: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.Sequential',
  aliases: ['io.kestra.core.tasks.flows.Sequential'],
  title: 'Run tasks one after another',
  description: 'Runs its tasks in order. The first that fails ends it, after its own `errors` tasks.',
  branches: ['tasks', 'errors', 'finally'],
  properties: {},
}

const ifTask: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.If',
  aliases: ['io.kestra.core.tasks.flows.If'],
  title: 'Choose between two lists of tasks',
  description: 'Evaluates its condition once and runs `then` or `else`.',
  branches: ['then', 'else', 'errors', 'finally'],
  properties: {
    condition: p.any().describe('False when it renders to an empty text, `false`, `0` or `-0`; true otherwise.'),
  },
}

const parallel: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.Parallel',
  aliases: ['io.kestra.core.tasks.flows.Parallel'],
  title: 'Run tasks side by side',
  description:
    'Starts its tasks together. When one fails no further one begins, its `errors` tasks run at once, and it ends when the tasks that run have ended.',
  branches: ['tasks', 'errors', 'finally'],
  properties: CONCURRENT_PROPERTIES,
}

const dag: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.Dag',
  aliases: ['io.kestra.core.tasks.flows.Dag'],
  title: 'Run tasks in the order of their dependencies',
  description: 'Each of its tasks begins once the tasks named in its `dependsOn` have ended.',
  branches: ['tasks', 'errors', 'finally'],
  properties: CONCURRENT_PROPERTIES,
}

const switchTask: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.Switch',
  aliases: ['io.kestra.core.tasks.flows.Switch'],
  title: 'Choose among lists of tasks by a value',
  description: 'Renders its value once and runs the tasks of the case with that name, or else `defaults`.',
  branches: ['cases', 'defaults', 'errors', 'finally'],
  properties: { value: p.string().mandatory().describe('Compared as text with the names of the cases.') },
}

const allowFailure: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.AllowFailure',
  aliases: ['io.kestra.core.tasks.flows.AllowFailure'],
  title: 'Tolerate failures of a list of tasks',
  description: 'Runs its tasks in order. When one fails it ends in WARNING, and the flow goes on.',
  branches: ['tasks', 'errors', 'finally'],
  properties: {},
}

/** Properties of a Pause that are rendered when it starts to wait. */
export const PAUSE_PROPERTIES = {
  pauseDuration: p
    .duration()
    .describe('How long to wait at most, such as `P2D`. Without it the request waits until it is answered.'),
  delay: p.duration().describe('Old name of `pauseDuration`.'),
  behavior: p
    .enum(['RESUME', 'WARN', 'FAIL', 'CANCEL'])
    .default('RESUME')
    .describe('What happens when `pauseDuration` passes without an answer. RESUME goes on as if somebody had agreed.'),
  releaseSlot: p
    .boolean()
    .default(false)
    .static()
    .describe('Free the place of the execution under the `concurrency` of its flow while it waits. Not in Kestra.'),
}

const pause: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.Pause',
  aliases: ['io.kestra.core.tasks.flows.Pause'],
  title: 'Wait for a person',
  description:
    'Opens an approval request with the form of `onResume` and waits until it is answered or its time is up.',
  branches: ['tasks', 'errors', 'finally'],
  properties: PAUSE_PROPERTIES,
}

const subflow: FlowableTaskType = {
  kind: 'flowable',
  type: 'io.kestra.plugin.core.flow.Subflow',
  aliases: ['io.kestra.core.tasks.flows.Subflow', 'io.kestra.core.tasks.flows.Flow'],
  title: 'Run another flow',
  description: 'Starts an execution of another flow and, unless told otherwise, waits for its end.',
  branches: [],
  properties: SUBFLOW_PROPERTIES,
}

/** The task types that the engine itself carries out. */
export const FLOWABLE_TYPES: readonly FlowableTaskType[] = [
  sequential,
  parallel,
  dag,
  ifTask,
  switchTask,
  allowFailure,
  ...LOOP_TYPES,
  pause,
  subflow,
  workingDirectoryType,
  ...FOR_EACH_ITEM_TYPES,
]
