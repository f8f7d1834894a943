import type { PropertyRenderer, Value } from '@countersign/core'
import { toText } from '@countersign/core'

/** What expressions give in a test, by the text between the braces: `{ "secret('TOKEN')": 'abc' }`. */
export type Answers = Readonly<Record<string, Value>>

const EXPRESSION = /\{\{\s*(.+?)\s*\}\}/g

/**
 * Renders templates from a table, so that a test of a task says what its expressions give instead of how the language works.
 * @throws Error for an expression without an answer, naming it, and for `{% ... %}`, which needs the language itself.
 */
export function createAnswerRenderer(answers: Answers): PropertyRenderer {
  const answer = (expression: string): Value => {
    const value = Object.hasOwn(answers, expression) ? answers[expression] : undefined
    if (value === undefined) throw new Error(`The test gives no answer for the expression ${expression}.`)
    return value
  }
  const text = (template: string): string => {
    if (template.includes('{%')) throw new Error('The test kit renders no tags; give runTask a `renderer`.')
    return template.replace(EXPRESSION, (_, expression: string) => toText(answer(expression)))
  }
  return {
    text,
    typed(template) {
      const [only] = template.matchAll(EXPRESSION)
      return only?.[1] !== undefined && only[0] === template ? answer(only[1]) : text(template)
    },
  }
}
