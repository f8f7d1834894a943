import { isList, isMap, toText } from '../../task/properties/value-text.ts'
import { coerced, type InputKind, refused } from '../input-kind.ts'
import { patternProblem } from '../pattern.ts'

/**
 * A text that is stored encrypted. `coerce` gives the clear text: it is encrypted once it was checked, so that the validator
 * sees what was written and not the cipher.
 */
export const secretInput: InputKind = {
  type: 'SECRET',
  description: 'A text that is stored encrypted and masked in logs.',
  members: ['validator'],
  isText: true,
  coerce: (raw) => (isList(raw) || isMap(raw) ? refused('be a text') : coerced(toText(raw))),
  check: (value, { validator }) => patternProblem(value, validator),
}
