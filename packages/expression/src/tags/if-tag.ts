import type { Body, ExpressionNode, IfNode } from '../syntax/ast.ts'
import type { TagSyntax } from './tag-syntax.ts'

/**
 * Renders the first branch whose condition is true. Conditions are booleans, numbers (true unless 0) and texts (true unless
 * empty); a missing variable, null, lists and maps are errors that `??` outside cannot catch.
 *
 * @syntax {% if condition %}…{% elseif condition %}…{% else %}…{% endif %}
 * @error EXPRESSION_TYPE the condition is null, a list or a map
 * @example {% if 2 > 1 %}yes{% else %}no{% endif %} → yes
 */
export const ifTag: TagSyntax = (parser, name): IfNode => {
  const branches: { condition: ExpressionNode; body: Body }[] = []
  let otherwise: Body | null = null
  let condition = parser.expression()
  parser.closeTag()
  for (;;) {
    const { body, end } = parser.body(name, ['elseif', 'else', 'endif'])
    branches.push({ condition, body })
    if (end.value !== 'elseif') {
      parser.closeTag()
      if (end.value === 'else') {
        otherwise = parser.body(name, ['endif']).body
        parser.closeTag()
      }
      break
    }
    condition = parser.expression()
    parser.closeTag()
  }
  const children = [...branches.flatMap((branch) => [branch.condition, ...branch.body]), ...(otherwise ?? [])]
  return { kind: 'if', branches, otherwise, ...parser.base(name.start, children) }
}
