import { defineInlineTask, p } from '@countersign/plugin-sdk'

/**
 * Gives values as outputs (engine.md 5.4; observed bas-outputvalues): texts are rendered to texts at any depth, keys too, and
 * other scalars keep their type.
 */
export const outputValues = defineInlineTask({
  type: 'io.kestra.plugin.core.output.OutputValues',
  title: 'Give values as outputs',
  description: 'Renders a map and gives it as the output `values`.',
  properties: { values: p.map(p.any()).mandatory() },
  run: (input) => ({ outputs: { values: input.values } }),
})
