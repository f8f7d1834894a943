import { defineInlineTask, p, TaskFailure } from '@countersign/plugin-sdk'
import { isTrue } from '../is-true.ts'

/** Fails on purpose, always or when a condition holds (engine.md 5.2; observed fa-condition). */
export const fail = defineInlineTask({
  type: 'io.kestra.plugin.core.execution.Fail',
  aliases: ['io.kestra.core.tasks.executions.Fail'],
  title: 'Fail on purpose',
  description: 'Fails the task run. With `condition` it fails only when the condition holds.',
  properties: {
    condition: p.string().describe('Fail only when this is true: not empty, 0, -0 or false.'),
    errorMessage: p.string().default('Task failure'),
  },
  run(input, context) {
    if (input.condition === undefined) throw TaskFailure.retryable(input.errorMessage)
    if (!isTrue(input.condition)) return {}
    context.log('ERROR', input.errorMessage)
    throw TaskFailure.retryable(`The condition holds: ${input.errorMessage}`)
  },
})
