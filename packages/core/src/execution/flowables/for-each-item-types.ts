import { p } from '../../task/properties/p.ts'
import type { FlowableTaskType } from '../../task/task-type.ts'
import { SUBFLOW_PROPERTIES } from './subflow-properties.ts'

export const FOR_EACH_ITEM = 'io.kestra.plugin.core.flow.ForEachItem'

/** The tasks that a ForEachItem makes, by what is put behind its own id. */
export const FOR_EACH_ITEM_PARTS = {
  split: { suffix: '_split', type: `${FOR_EACH_ITEM}$ForEachItemSplit` },
  items: { suffix: '_items', type: `${FOR_EACH_ITEM}$ForEachItemExecutable` },
  merge: { suffix: '_merge', type: `${FOR_EACH_ITEM}$ForEachItemMergeOutputs` },
} as const

/** Properties of the part that splits. */
export const SPLIT_PROPERTIES = {
  items: p.string().mandatory().describe('Address of a stored file with one item a line.'),
  batch: p
    .group({
      rows: p.int({ min: 1 }).default(1).describe('Lines of each batch.'),
      bytes: p.string().describe('A new batch begins once the current one has this size, such as `10MB`.'),
      partitions: p.int({ min: 1 }).describe('Number of batches; lines go round.'),
      separator: p.string().default('\n').describe('What ends a line.'),
    })
    .describe('How the items are divided. Of several, `bytes` wins over `partitions`, and that over `rows`.'),
}

const { outputs: _ofSubflowOnly, ...startProperties } = SUBFLOW_PROPERTIES

/** Properties of the part that starts the executions. */
export const ITEMS_PROPERTIES = startProperties

const forEachItem: FlowableTaskType = {
  kind: 'flowable',
  type: FOR_EACH_ITEM,
  aliases: ['io.kestra.core.tasks.flows.ForEachItem'],
  title: 'Run a flow for each batch of the lines of a file',
  description:
    'Splits a file into batches and starts an execution of another flow for each. Its inputs see the address of the batch as `taskrun.items` and its number, from 0, as `taskrun.iteration`.',
  branches: ['errors', 'finally'],
  properties: { ...SPLIT_PROPERTIES, ...ITEMS_PROPERTIES },
}

const items: FlowableTaskType = {
  kind: 'flowable',
  type: FOR_EACH_ITEM_PARTS.items.type,
  internal: true,
  aliases: [],
  title: 'Start an execution for each batch',
  description: 'The part of a ForEachItem that starts the executions.',
  branches: [],
  properties: ITEMS_PROPERTIES,
}

export const FOR_EACH_ITEM_TYPES: readonly FlowableTaskType[] = [forEachItem, items]
