import { defineInlineTask, p } from '@countersign/plugin-sdk'

/** Gives a rendered text as its output, and logs it at DEBUG (engine.md 5.1; observed bas-return). */
export const returnValue = defineInlineTask({
  type: 'io.kestra.plugin.core.debug.Return',
  aliases: ['io.kestra.core.tasks.debugs.Return'],
  title: 'Return a text',
  description: 'Renders `format` and gives it as the output `value`. Without `format` there is no output.',
  properties: { format: p.string().describe('What to return.') },
  run(input, context) {
    if (input.format === undefined) return {}
    context.log('DEBUG', input.format)
    return { outputs: { value: input.format } }
  },
})
