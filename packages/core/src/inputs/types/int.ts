import { coerced, type InputKind, refused } from '../input-kind.ts'
import { numberRangeProblem } from '../range.ts'

const MIN = -(2 ** 31)
const MAX = 2 ** 31 - 1
const MUST = `be a whole number from ${MIN} to ${MAX}`

/** A 32-bit whole number. A text must be digits alone: no decimals, no blanks. */
export const intInput: InputKind = {
  type: 'INT',
  description: 'A whole number of 32 bits.',
  members: ['min', 'max'],
  isText: false,
  coerce: (raw) => {
    const number = typeof raw === 'string' && /^[-+]?[0-9]+$/.test(raw) ? Number(raw) : raw
    if (typeof number !== 'number' || !Number.isInteger(number) || number < MIN || number > MAX) return refused(MUST)
    return coerced(number + 0)
  },
  check: (value, declaration) => numberRangeProblem(value, declaration),
}
