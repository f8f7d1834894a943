import type { InputKind } from '../input-kind.ts'
import { coerceItems } from '../items.ts'

/** A list of values of one type; as an output of a flow, a list of anything. */
export const arrayInput: InputKind = {
  type: 'ARRAY',
  description: 'A list of values of one type, given as a JSON list.',
  members: ['itemType'],
  isText: false,
  coerce: (raw, declaration, context) => coerceItems(raw, declaration.itemType, context),
}
