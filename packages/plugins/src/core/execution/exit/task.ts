import { defineInlineTask, p } from '@countersign/plugin-sdk'

/** Ends the whole execution at once (engine.md 5.2; observed ex-*). */
export const exit = defineInlineTask({
  type: 'io.kestra.plugin.core.execution.Exit',
  title: 'End the execution',
  description: 'Ends the execution at once in the given state; no task after this one runs.',
  inExecutor: true,
  properties: {
    state: p
      .enum(['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELED', 'CANCELLED'])
      .default('SUCCESS')
      .describe('CANCELED and CANCELLED are the same.'),
  },
  run: (input) => ({ exit: input.state === 'CANCELED' ? 'CANCELLED' : input.state }),
})
