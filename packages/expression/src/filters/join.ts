import { Fault } from '../errors/fault.ts'
import { isCollection } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import type { Filter } from './filter.ts'

/**
 * The elements of a list or set as one text. Null elements are the word `null`; lists and maps look as in Java. Null stays null.
 *
 * @argument separator - stands between the elements; nothing when left out or null
 * @result text
 * @error EXPRESSION_TYPE the input is no list or set
 * @example {{ ['a', 1] | join('; ') }} → a; 1
 */
export const join: Filter = {
  name: 'join',
  parameters: ['separator'],
  apply(input, args, run) {
    if (input === null) return null
    if (!isCollection(input)) {
      throw new Fault('EXPRESSION_TYPE', `The filter \`join\` needs a list, not ${describeKind(input)}`)
    }
    const given = args[0] ?? null
    const separator = given === null ? '' : run.text(given)
    let text = ''
    let rest = false
    for (const item of input) {
      text += rest ? separator + run.text(item) : run.text(item)
      rest = true
      run.budget.step()
      run.budget.checkText(text.length)
    }
    return text
  },
}
