import type { Value } from '../../json/value.ts'
import { isList, isMap, toText } from '../../task/properties/value-text.ts'
import { choiceProblem } from '../choices.ts'
import type { InputDeclaration, InputType } from '../declaration.ts'
import { coerced, type InputKind, type InputProblem, refused, type SpecificMember } from '../input-kind.ts'

/**
 * One of several texts. An input that is not required accepts any text, as Kestra 1.3 does (observed/api.md D 34, case
 * in-select-expr).
 */
function oneOfKind(type: Extract<InputType, 'SELECT' | 'ENUM'>, members: readonly SpecificMember[]): InputKind {
  return {
    type,
    description: type === 'SELECT' ? 'One of several texts.' : 'One of several texts; `SELECT` has taken its place.',
    members,
    isText: true,
    coerce: (raw) => (isList(raw) || isMap(raw) ? refused('be one text') : coerced(toText(raw))),
    check: checkChoice,
  }
}

function checkChoice(value: Value, declaration: InputDeclaration): InputProblem | undefined {
  if (!declaration.required || declaration.allowCustomValue === true) return undefined
  return choiceProblem([toText(value)], declaration.values)
}

export const selectInput = oneOfKind('SELECT', [
  'values',
  'expression',
  'allowCustomValue',
  'isRadio',
  'autoSelectFirst',
])
export const enumInput = oneOfKind('ENUM', ['values'])
