import { Fault } from '../errors/fault.ts'
import { toJqValue } from '../jq/jq-values.ts'
import { JsonSyntaxError } from '../json/json-syntax-error.ts'
import { readJson } from '../json/read-json.ts'
import type { Run } from '../runtime/run.ts'
import type { Datum } from '../value/datum.ts'
import type { Filter } from './filter.ts'
import { requiredText } from './input-kinds.ts'

/**
 * Runs a jq program. A text is read as JSON first. Null stays null.
 *
 * @argument expression - the program
 * @result list of all its results; use `first` for the only one
 * @error EXPRESSION_ARGUMENT the program is missing
 * @error EXPRESSION_VALUE the program is wrong or fails, or the text is no JSON
 * @example {{ {'a': [4, 5]} | jq('.a | map(. + 1)') | first }} → [5,6]
 */
export const jq: Filter = {
  name: 'jq',
  parameters: ['expression'],
  apply(input, args, run) {
    const program = requiredText(args, 0, 'jq', 'expression')
    if (input === null) return null
    const now = run.context.now ?? noClock
    return run.services.jq(program).run(toInput(input, run), run.budget, now)
  },
}

function toInput(input: Datum, run: Run): Datum {
  if (typeof input !== 'string') return toJqValue(input, run.budget)
  try {
    run.budget.steps(input.length)
    return readJson(input, (size) => run.budget.checkSize(size))
  } catch (error) {
    if (error instanceof JsonSyntaxError)
      throw new Fault('EXPRESSION_VALUE', `The text for \`jq\` is no JSON: ${error.message}`)
    throw error
  }
}

function noClock(): number {
  throw new Fault('EXPRESSION_HOST', '`now` of jq needs a clock, and there is none here')
}
