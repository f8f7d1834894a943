import type { InputType } from '../declaration.ts'
import { coerced, type InputKind, refused } from '../input-kind.ts'

/**
 * True or false. Kestra reads every other word as false, which turns a mistyped approval into a rejection: here it is
 * refused.
 */
function booleanKind(type: Extract<InputType, 'BOOLEAN' | 'BOOL'>): InputKind {
  return {
    type,
    description: 'True or false, in any case. Every other word is refused.',
    members: [],
    isText: false,
    coerce: (raw) => {
      if (typeof raw === 'boolean') return coerced(raw)
      const word = typeof raw === 'string' ? raw.toLowerCase() : ''
      return word === 'true' || word === 'false' ? coerced(word === 'true') : refused('be `true` or `false`')
    },
  }
}

export const booleanInput = booleanKind('BOOLEAN')
/** The later name of the same type. */
export const boolInput = booleanKind('BOOL')
