import { defineInlineTask } from '@countersign/plugin-sdk'
import { labelsProperty } from './labels-property.ts'

/** Adds labels to the execution, or changes them (engine.md 5.3). */
export const labels = defineInlineTask({
  type: 'io.kestra.plugin.core.execution.Labels',
  aliases: ['io.kestra.core.tasks.executions.Labels'],
  title: 'Label the execution',
  description: 'Sets labels of the running execution. A label that exists gets the new value.',
  inExecutor: true,
  properties: { labels: labelsProperty },
  run: (input) => ({ labels: input.labels }),
})
