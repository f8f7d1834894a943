import { isList, toText } from '../../task/properties/value-text.ts'
import { choiceProblem } from '../choices.ts'
import type { InputKind } from '../input-kind.ts'
import { coerceItems } from '../items.ts'

/** Several of several texts: a list, or a text that holds a JSON list. */
export const multiselectInput: InputKind = {
  type: 'MULTISELECT',
  description: 'Several of several texts.',
  members: ['values', 'options', 'expression', 'allowCustomValue', 'itemType', 'autoSelectFirst'],
  isText: false,
  coerce: (raw, declaration, context) => coerceItems(raw, declaration.itemType ?? 'STRING', context),
  check: (value, { values, allowCustomValue }) => {
    if (allowCustomValue === true || !isList(value)) return undefined
    return choiceProblem(value.map(toText), values)
  },
}
