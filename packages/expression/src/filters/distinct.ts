import { Fault } from '../errors/fault.ts'
import { type Datum, isList } from '../value/datum.ts'
import { equalData } from '../value/equality.ts'
import { describeKind } from '../value/kind-name.ts'
import type { Filter } from './filter.ts'

/**
 * The list without repeated elements; the first of equal ones stays. Null gives the word `null`.
 *
 * @result list
 * @error EXPRESSION_TYPE the input is no list
 * @example {{ [1, 2, 2, 1] | distinct }} → [1,2]
 */
export const distinct: Filter = {
  name: 'distinct',
  parameters: [],
  apply(input, _, run) {
    if (input === null) return 'null'
    if (!isList(input))
      throw new Fault('EXPRESSION_TYPE', `The filter \`distinct\` needs a list, not ${describeKind(input)}`)
    const seen = new Set<Datum>()
    const others: Datum[] = []
    return input.filter((item) => {
      run.budget.step()
      const simple = typeof item !== 'object' || item === null
      if (simple) {
        if (seen.has(item)) return false
        seen.add(item)
        return true
      }
      if (others.some((other) => equalData(other, item, () => run.budget.step()))) return false
      others.push(item)
      return true
    })
  },
}
