import { defineInlineTask, p } from '@countersign/plugin-sdk'

/**
 * Writes messages to the log of the execution (engine.md 5.1). Kestra fails on `message: on` and `message: 5`; here a scalar
 * is its text (deviations of bas-log-on and bas-log-int).
 */
export const log = defineInlineTask({
  type: 'io.kestra.plugin.core.log.Log',
  aliases: ['io.kestra.core.tasks.log.Log'],
  title: 'Write to the log',
  description: 'Writes one line to the log of the execution for each message.',
  properties: {
    message: p.texts().mandatory().describe('A text or a list of texts.'),
    level: p.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
  },
  run(input, context) {
    for (const message of input.message) context.log(input.level, message)
    return {}
  },
})
