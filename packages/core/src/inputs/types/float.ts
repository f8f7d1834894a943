import { isList, isMap, toText } from '../../task/properties/value-text.ts'
import { coerced, type InputKind, refused } from '../input-kind.ts'
import { floatValue } from '../numbers.ts'
import { numberRangeProblem } from '../range.ts'

const NUMBER = /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/

/** A decimal of 32 bits: `5` becomes `5.0`. */
export const floatInput: InputKind = {
  type: 'FLOAT',
  description: 'A decimal number of 32 bits.',
  members: ['min', 'max'],
  isText: false,
  coerce: (raw) => {
    if (typeof raw === 'boolean' || isList(raw) || isMap(raw)) return refused('be a number')
    const text = toText(raw).trim()
    if (!NUMBER.test(text)) return refused('be a number')
    if (!Number.isFinite(Math.fround(Number(text)))) return refused('be a number that fits 32 bits')
    return coerced(floatValue(text))
  },
  check: (value, declaration) => numberRangeProblem(value, declaration),
}
