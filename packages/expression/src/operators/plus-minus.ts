import type { Run } from '../runtime/run.ts'
import { type Datum, isCollection, isList } from '../value/datum.ts'
import { equalData } from '../value/equality.ts'
import { calculate } from './arithmetic.ts'

/**
 * `left + right`: a text on either side glues both together (null is the word `null`); a list on the left gets the right
 * appended, element by element when that is a list or set; numbers are added.
 *
 * @throws Fault with `EXPRESSION_TYPE` for anything else
 */
export function plus(left: Datum, right: Datum, run: Run): Datum {
  if (typeof left === 'string' || typeof right === 'string') {
    const text = run.text(left) + run.text(right)
    run.budget.checkText(text.length)
    return text
  }
  if (!isList(left)) return calculate('+', left, right, run)
  const added = isCollection(right) ? [...right] : [right]
  run.budget.checkCollection(left.length + added.length)
  return [...left, ...added]
}

/**
 * `left - right`: a list on the left loses the element, or all elements of a list or set; a single element is removed once.
 * Numbers, and texts that hold one, are subtracted.
 *
 * @throws Fault with `EXPRESSION_TYPE` for anything else
 */
export function minus(left: Datum, right: Datum, run: Run): Datum {
  if (!isList(left)) return calculate('-', left, right, run)
  const step = () => run.budget.step()
  if (isCollection(right)) {
    const removed = [...right]
    return left.filter((item) => !removed.some((other) => equalData(item, other, step)))
  }
  const index = left.findIndex((item) => equalData(item, right, step))
  return index === -1 ? left : left.toSpliced(index, 1)
}
