import { defineInlineTask, p } from '@countersign/plugin-sdk'

/** Writes a text to the log. Deprecated in Kestra in favour of `Log`; flows still use it (engine.md 5.1). */
export const echo = defineInlineTask({
  type: 'io.kestra.plugin.core.debug.Echo',
  aliases: ['io.kestra.core.tasks.debugs.Echo'],
  title: 'Write a text to the log (deprecated)',
  description: 'Writes one line to the log. Use `io.kestra.plugin.core.log.Log` in new flows.',
  properties: {
    format: p.string().mandatory(),
    level: p.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
  },
  run(input, context) {
    context.log(input.level, input.format)
    return {}
  },
})
