import { toText } from '../../task/properties/value-text.ts'
import { coerced, type InputKind } from '../input-kind.ts'
import { patternProblem } from '../pattern.ts'

/** Any text, kept as it is: nothing is trimmed. */
export const stringInput: InputKind = {
  type: 'STRING',
  description: 'Any text, kept as it is.',
  members: ['validator'],
  isText: true,
  coerce: (raw) => coerced(toText(raw)),
  check: (value, { validator }) => patternProblem(value, validator),
}
