import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { type Datum, isList, isMap } from '../value/datum.ts'
import { DEFAULT_CAPACITY, inHashOrder } from '../value/java-hash-order.ts'
import { mapEntries } from '../value/map-access.ts'

/**
 * Applies a change of texts to a value: to the elements of lists and the values of maps at any depth; keys stay, other values
 * become texts. Null inside is an error, as in Kestra.
 */
export function mapTexts(value: Datum, change: (text: string) => string, filter: string, run: Run): Datum {
  run.budget.step()
  if (value === null)
    throw new Fault('EXPRESSION_TYPE', `The filter \`${filter}\` cannot work on null inside of a list or map`)
  if (isList(value)) return value.map((item) => mapTexts(item, change, filter, run))
  if (isMap(value)) {
    const entries = mapEntries(value).map(([key, item]) => [key, mapTexts(item, change, filter, run)] as const)
    return inHashOrder(new Map(entries), DEFAULT_CAPACITY)
  }
  const text = change(run.text(value))
  run.budget.checkText(text.length)
  return text
}
