import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { type Datum, isCollection, isMap } from '../value/datum.ts'
import { equalData } from '../value/equality.ts'
import { describeKind } from '../value/kind-name.ts'
import { mapEntries, mapHas } from '../value/map-access.ts'

/**
 * `container contains item`: an element of a list or set (all elements when the item is a list or set), a key of a map, a part of
 * a text (the item as text). Null contains nothing.
 *
 * @throws Fault with `EXPRESSION_TYPE` for other containers
 */
export function contains(container: Datum, item: Datum, run: Run): boolean {
  if (container === null) return false
  if (typeof container === 'string') return container.includes(run.text(item))
  if (isMap(container)) return mapHas(container, item)
  if (!isCollection(container)) {
    const hint = 'Lists, maps and texts can contain something.'
    throw new Fault('EXPRESSION_TYPE', `\`contains\` cannot be applied to ${describeKind(container)}`, { hint })
  }
  const wanted = isCollection(item) ? [...item] : [item]
  const elements = [...container]
  return wanted.every((one) => elements.some((element) => equalData(element, one, () => run.budget.step())))
}

/**
 * `item isIn container`: compares as text with the elements of a list or set, or with the keys and values of a map. False when
 * either side is null, and for texts and other containers.
 */
export function isIn(item: Datum, container: Datum, run: Run): boolean {
  if (item === null || container === null) return false
  const wanted = run.text(item)
  const matches = (element: Datum): boolean => {
    run.budget.step()
    return element !== null && run.text(element) === wanted
  }
  if (isCollection(container)) return [...container].some(matches)
  return isMap(container) && mapEntries(container).some(([key, value]) => matches(key) || matches(value))
}
