import type { SetNode } from '../syntax/ast.ts'
import type { TagSyntax } from './tag-syntax.ts'

const RESERVED = ['true', 'false', 'null', 'none']

/**
 * Sets a variable: the nearest one of that name if there is one, else a new one in the current loop or macro, or in the
 * template. The context is never changed, only hidden.
 *
 * @syntax {% set name = expression %}
 * @error EXPRESSION_SYNTAX the name is `true`, `false`, `null` or `none`
 * @example {% set x = 2 %}{{ x * x }} → 4
 */
export const setTag: TagSyntax = (parser, name): SetNode => {
  const variable = parser.tokens.expect('name')
  if (RESERVED.includes(variable.value)) {
    throw parser.tokens.mistake(`A value cannot be assigned to \`${variable.value}\``, variable.start)
  }
  parser.tokens.expect('punctuation', '=')
  const value = parser.expression()
  parser.closeTag()
  return { kind: 'set', name: variable.value, value, ...parser.base(name.start, [value]) }
}
