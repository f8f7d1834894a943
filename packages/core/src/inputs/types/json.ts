import { JsonSyntaxError, parseJson } from '@countersign/expression'
import { coerced, type InputKind, refused } from '../input-kind.ts'
import { withoutNullMembers } from '../value-text.ts'

/** Any JSON value: a text is parsed, anything else is taken as it is. Members that are null are left out, as Kestra stores them. */
export const jsonInput: InputKind = {
  type: 'JSON',
  description: 'Any JSON value.',
  members: [],
  isText: false,
  coerce: (raw) => {
    if (typeof raw !== 'string') return coerced(withoutNullMembers(raw))
    try {
      return coerced(withoutNullMembers(parseJson(raw)))
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error
      return refused(`be JSON (${error.message})`)
    }
  },
}
