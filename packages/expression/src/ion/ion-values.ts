import { Budget } from '../runtime/budget.ts'
import { toValue } from '../value/to-value.ts'
import type { Value } from '../value/value.ts'
import { readIon } from './read-ion.ts'
import { writeIon } from './write-ion.ts'

/** Files are bounded by whoever reads and writes them. */
function unlimited(): Budget {
  const most = Number.POSITIVE_INFINITY
  const limits = {
    sourceLength: most,
    nodes: most,
    depth: most,
    loopSteps: most,
    outputSize: most,
    collectionSize: most,
    timeMs: most,
    cachedTemplates: most,
  }
  return new Budget(limits, () => 0)
}

/**
 * Writes a value as one line of text Ion, as files of records have it.
 * @throws Fault for values nested more than 1000 deep
 * @example stringifyIon({ a: 1 }) // {a:1}
 */
export function stringifyIon(value: Value): string {
  return writeIon(value, unlimited())
}

/**
 * All values of a text of Ion; JSON is a part of it. Symbols and timestamps become texts.
 * @throws Fault when the text is no Ion
 * @example parseIon('{a:1}\n{a:2}') // [{ a: 1 }, { a: 2 }]
 */
export function parseIon(text: string): readonly Value[] {
  const budget = unlimited()
  return readIon(text, Number.POSITIVE_INFINITY, () => {}).map((value) => toValue(value, budget))
}
