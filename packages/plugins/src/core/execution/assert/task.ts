import { defineInlineTask, p, TaskFailure } from '@countersign/plugin-sdk'
import { isTrue } from '../is-true.ts'
import { conditionsProperty } from './conditions-property.ts'

/** Fails unless all conditions hold (engine.md 5.2; observed as-assert: one line for each that does not, then the failure). */
export const assertConditions = defineInlineTask({
  type: 'io.kestra.plugin.core.execution.Assert',
  title: 'Fail unless conditions hold',
  description: 'Fails the task run when one of the conditions does not hold, and names each that does not.',
  properties: {
    conditions: conditionsProperty,
    errorMessage: p.string().describe('What to say beside which conditions do not hold.'),
  },
  run(input, context) {
    const broken = input.conditions.filter(({ text }) => !isTrue(text))
    for (const { written } of broken) context.log('ERROR', `This condition does not hold: ${written}`)
    if (broken.length === 0) return {}
    const count = `${broken.length} of ${input.conditions.length} conditions ${broken.length === 1 ? 'does' : 'do'} not hold`
    throw TaskFailure.retryable(input.errorMessage === undefined ? count : `${count}: ${input.errorMessage}`)
  },
})
